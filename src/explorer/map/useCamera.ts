import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { MapPlace } from './mapContent.ts';
import { fittingCamera, type MapCamera, zoomedCamera } from './marks.ts';

/** Pixels that an arrow key moves the map by. */
const STEP = 80;

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** Pixels that a press may move before it is a drag. */
const DRAG_FROM = 4;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The camera of a map: it shows all places until the user moves it by wheel, drag, two fingers or keys. */
export function useCamera(frame: RefObject<HTMLElement | null>, places: readonly MapPlace[]) {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [moved, setMoved] = useState<MapCamera | null>(null);
  const camera = size.width === 0 ? null : (moved ?? fittingCamera(places, size.width, size.height));
  const latest = useRef(camera);
  latest.current = camera;
  const change = useCallback((next: (camera: MapCamera) => MapCamera) => {
    if (!latest.current) return;
    latest.current = next(latest.current);
    setMoved(latest.current);
  }, []);

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width: Math.round(width), height: Math.round(height) });
    });
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, [frame]);
  useEffect(() => listenToPointers(frame.current!, change), [frame, change]);

  const onKeyDown = (event: KeyboardEvent) => {
    const [x, y] = STEPS[event.key] ?? [0, 0];
    const factor = { '+': 1.5, '=': 1.5, '-': 1 / 1.5 }[event.key];
    if (x !== 0 || y !== 0) change((now) => ({ ...now, x: now.x + x, y: now.y + y }));
    else if (factor) change((now) => zoomedCamera(now, factor, size.width / 2, size.height / 2));
    else if (event.key === '0' || event.key === 'f') setMoved(null);
    else return;
    event.preventDefault();
  };
  return { camera, size, set: setMoved, fit: () => setMoved(null), onKeyDown };
}

type Change = (next: (camera: MapCamera) => MapCamera) => void;

/** Wheel, drag and two fingers. A press that was a drag clicks nothing. */
function listenToPointers(element: HTMLElement, change: Change): () => void {
  const pressed = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  const at = (event: PointerEvent | WheelEvent) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const { x, y } = at(event);
    change((camera) => zoomedCamera(camera, 2 ** (-event.deltaY / 300), x, y));
  };
  const onDown = (event: PointerEvent) => {
    if (pressed.size === 0) travelled = 0;
    pressed.set(event.pointerId, at(event));
  };
  const onMove = (event: PointerEvent) => {
    const before = pressed.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    const others = [...pressed].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    pressed.set(event.pointerId, now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled > DRAG_FROM && !element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    const [other] = others;
    if (!other) return change((camera) => ({ ...camera, x: camera.x + now.x - before.x, y: camera.y + now.y - before.y }));
    const distance = (point: { x: number; y: number }) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    change((camera) => zoomedCamera(camera, distance(now) / distance(before), (now.x + other.x) / 2, (now.y + other.y) / 2));
  };
  const onUp = (event: PointerEvent) => pressed.delete(event.pointerId);
  const onClick = (event: MouseEvent) => {
    if (travelled > DRAG_FROM) event.stopPropagation();
  };
  const listeners = { wheel: onWheel, pointerdown: onDown, pointermove: onMove, pointerup: onUp, pointercancel: onUp } as const;
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener, { passive: false });
  element.addEventListener('click', onClick, { capture: true });
  return () => {
    for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener as EventListener);
    element.removeEventListener('click', onClick, { capture: true });
  };
}
