/** Reports a file that the system opened with the installed app. Only Chromium has a queue for it, on a desktop. */
export function whenLaunchedWith(take: (file: File) => void): void {
  const queue: unknown = Reflect.get(window, 'launchQueue');
  if (!isQueue(queue)) return;
  queue.setConsumer(({ files }) => {
    const [first] = files ?? [];
    void first?.getFile().then(take, () => undefined);
  });
}

/** https://wicg.github.io/web-app-launch/ with the files of https://developer.mozilla.org/docs/Web/API/LaunchParams */
interface LaunchQueue {
  setConsumer(consumer: (params: { readonly files?: readonly { getFile(): Promise<File> }[] }) => void): void;
}

function isQueue(value: unknown): value is LaunchQueue {
  return typeof value === 'object' && value !== null && 'setConsumer' in value;
}
