/** The JSON of a file of ours, unchecked. Rejects where the server has none. */
export async function fetchJson(address: string) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
