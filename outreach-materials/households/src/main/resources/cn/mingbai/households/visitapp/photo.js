/** Makes a photo small before it is kept: what a phone takes has 5 to 27 MB, what somebody looks at later needs 300 kB. */
const LONGER_SIDE = 1600;
const LARGEST = 300 * 1024;
const QUALITIES = [0.8, 0.65, 0.5, 0.35];
/** Smaller still, when no quality suffices. */
const SHORTER = 0.7;

/** The picture in a file, held upright; fails when there is none. */
async function picture(file) {
  if (typeof createImageBitmap === 'function') {
    try {
      return await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch (otherwise) {
      // Some older browsers know no options, or not this format: an element may still show it.
    }
  }
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}

const written = (canvas, quality) => new Promise((resolve) => {
  canvas.toBlob(resolve, 'image/jpeg', quality);
});

/**
 * A small JPEG of the picture in a file: nothing of where, when and with what it was taken is in it.
 *
 * @returns {Promise<ArrayBuffer>} at most 300 kB, the longer side at most 1,600 points
 * @throws when the file holds no picture that this browser can show
 */
export async function shrink(file) {
  const image = await picture(file);
  let scale = Math.min(1, LONGER_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  for (;;) {
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await written(canvas, quality);
      if (blob === null) {
        throw new Error('expected a picture');
      }
      if (blob.size <= LARGEST) {
        image.close?.();
        return blob.arrayBuffer();
      }
    }
    scale *= SHORTER;
  }
}
