/** Which square of a picture is kept. */
export interface Crop {
  /** The square's middle, as parts of the picture's width and height: 0 is left and top, 1 right and bottom. */
  readonly x: number;
  readonly y: number;
  /** 1 for the largest square that fits, 2 for one of half its side. */
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A square in the pixels of a picture. */
export interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

export const MOST_ZOOM = 4;
export const centre: Crop = { x: 0.5, y: 0.5, zoom: 1 };

/** The square that a crop means in a picture of this size. It never reaches beyond the picture. */
export function squareOf(size: Size, crop: Crop): Square {
  const side = Math.min(size.width, size.height) / crop.zoom;
  const { x, y } = within(size, crop);
  return { left: x * size.width - side / 2, top: y * size.height - side / 2, side };
}

/** The crop with its square moved to the right and down, by parts of the square's side; at the picture's edge it stops. */
export function moved(size: Size, crop: Crop, right: number, down: number): Crop {
  const { side } = squareOf(size, crop);
  return within(size, {
    ...crop,
    x: crop.x + (right * side) / size.width,
    y: crop.y + (down * side) / size.height,
  });
}

/** The crop with another zoom (brought between 1 and the most there is), around the same middle where the edge allows it. */
export function zoomed(size: Size, crop: Crop, zoom: number): Crop {
  return within(size, { ...crop, zoom: between(1, zoom, MOST_ZOOM) });
}

function within(size: Size, crop: Crop): Crop {
  const side = Math.min(size.width, size.height) / crop.zoom;
  const across = side / size.width / 2;
  const upright = side / size.height / 2;
  return { ...crop, x: between(across, crop.x, 1 - across), y: between(upright, crop.y, 1 - upright) };
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
