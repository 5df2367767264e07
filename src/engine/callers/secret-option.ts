/** A path that stands for itself in `--secret src=…`, in a shell and in CSV. */
export const PLAIN_PATH = /^(?:~\/)?[\w./@+-]+$/;
