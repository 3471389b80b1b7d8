export async function verifyRelease(folder: string): Promise<boolean> {
  return folder !== '';
}
