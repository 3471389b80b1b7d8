/** Drops a file on what an expression finds, as a person does; evaluated in the page. */
export const dropping = (target: string, bytes: Uint8Array, name = 'office.pcap'): string =>
  droppingParts(target, `[Uint8Array.from(${JSON.stringify([...bytes])})]`, name);

/** The same of a file whose parts an expression makes there, since it is too long to be sent. */
export const droppingParts = (target: string, parts: string, name = 'office.pcap'): string => `(() => {
  const data = new DataTransfer();
  data.items.add(new File(${parts}, ${JSON.stringify(name)}));
  ${target}.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
})()`;
