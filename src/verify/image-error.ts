/** An image's archive is damaged, too large, or holds something that is not understood. */
export class ImageError extends Error {
  override readonly name = "ImageError";
}
