/** The lines of the call log in Russian. The keys are the log's own templates; a test keeps them in step with bot/calls. */
const LINES = {
  "%s calls %s": "%s звонит на %s",
  "hears %s": "слышит: %s",
  "ringing %s for %g s": "звоним: %s, %g с",
  "nobody is free, waits for %g s": "все заняты, ждёт до %g с",
  "ringing %s, to call %s then": "звонит телефон %s, потом наберём %s",
  "%s picked up, the client is next": "на телефоне %s сняли трубку, набираем клиента",
  "%s picked up, %s is called back": "на телефоне %s сняли трубку, перезваниваем %s",
  "%s has been on the phone for too long": "телефон %s слишком долго занят",
  "the client is not dialled": "клиента не набираем",
  "dialling %s, who is to hear an answer": "набираем %s, чтобы прозвучал ответ",
  "they have talked for as long as such a call may last": "разговор длился сколько можно, завершаем",
  "%d wait already, one too many": "в очереди уже %d, больше нельзя",
  "has been called back often enough, goes on waiting": "этому номеру уже перезванивали достаточно, ждёт дальше",
  "will be called back": "ему перезвонят",
  "pressed %s": "нажата клавиша %s",
  "pressed nothing that leads anywhere": "нужная клавиша не нажата",
  "%s on the phone, passed over": "телефон %s занят, пропускаем",
  "phone %s picked up": "на телефоне %s сняли трубку",
  "nobody picked up, asking for a message": "никто не ответил, просим оставить сообщение",
  "recorded %.1f s, ended by %s": "записано %.1f с, конец: %s",
  "a message of %.1f s is on its way": "сообщение, %.1f с, уже летит в чат",
  "nothing was said (%.1f s of speech), dropped": "ничего не сказано (речи %.1f с), сообщения нет",
  "dialling %s for %g s, who sees %s": "набираем %s, %g с, у абонента высветится: %s",
  "%s picked up": "%s: сняли трубку",
  "%s did not pick up: %s": "%s не ответил: %s",
  "%.1f s of talk are kept": "запись разговора сохранена, %.1f с",
  "still talking after our restart": "после перезапуска разговор продолжается",
  "still leaving a message after our restart": "после перезапуска сообщение дописывается",
  "still waiting after our restart": "после перезапуска снова звоним сотрудникам",
  "our restart came between: %s": "помешал перезапуск: %s",
  "it had broken off, its end is written down now": "оборвался раньше, конец записан теперь",
  "the caller had gone before our restart": "звонивший положил трубку до перезапуска",
  "%s": "%s",
};

const WORDS = {
  answered: "разговор окончен",
  missed: "пропущен",
  abandoned: "звонивший положил трубку первым",
  voicemail: "оставлено сообщение",
  rejected: "отклонён",
  callback: "просит перезвонить",
  unreachable: "недоступен",
  interrupted: "прерван",
  "not-placed": "клиента не набирали",
  busy: "занято",
  declined: "отклонил",
  timeout: "время вышло",
  unavailable: "телефон недоступен",
  "hang-up": "положил трубку",
  key: "нажал #",
  silence: "тишина",
  limit: "предел длины",
  "recording notice": "предупреждение о записи",
  goodbye: "прощание",
  "hidden number": "скрытый номер",
  "our trunk": "номер линии",
};

const PLACE = /%(?:\.\d+)?[sdgf]/g;

/** What a line of the log says, in Russian where we have it. */
export function inRussian({ template, args, text }) {
  if (!(template in LINES)) return text;
  const words = args.map((word) => WORDS[word] ?? word.replace(/^(\d+)\.(\d+)$/, "$1,$2"));
  return LINES[template].replace(PLACE, () => words.shift());
}
