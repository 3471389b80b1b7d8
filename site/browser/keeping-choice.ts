import { forgetHost } from './case-history.ts';
import { closeHistory, deleteHistory } from './history-database.ts';
import { hasAgreed, isSharedStorage, setAgreed } from './keeping.ts';

/** Where storage is shared with other local files, the person says whether anything is kept; taking it back deletes it. */
export function prepareKeeping(): void {
  const choice = document.querySelector<HTMLInputElement>('#keep');
  const place = choice?.closest<HTMLElement>('[hidden]');
  if (!choice || !place || !isSharedStorage()) return;
  place.hidden = false;
  choice.checked = hasAgreed();
  choice.addEventListener('change', () => {
    setAgreed(choice.checked);
    if (choice.checked) closeHistory();
    else {
      void deleteHistory();
      forgetHost();
    }
  });
}
