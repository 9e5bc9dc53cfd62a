import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import { type ReactNode, useRef } from 'react';

/** A button with a menu. */
export const Menu = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger>{label}</DropdownMenu.Trigger>
    <MenuList label={label}>{children}</MenuList>
  </DropdownMenu.Root>
);

interface PlacedMenuProps {
  readonly label: string;
  /** Pixels from the upper left corner of what is positioned around it. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A menu that is open at a place; afterwards the focus returns to where it was. */
export function PlacedMenu({ label, at, onClose, children }: PlacedMenuProps) {
  const before = useRef(document.activeElement);
  const returnFocus = (event: Event) => {
    event.preventDefault();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span className="menu-place" style={{ left: at.x, top: at.y }} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <MenuList label={label} onCloseAutoFocus={returnFocus}>
        <DropdownMenu.Label className="menu-title">
          <bdi>{label}</bdi>
        </DropdownMenu.Label>
        {children}
      </MenuList>
    </DropdownMenu.Root>
  );
}

interface MenuListProps extends Pick<DropdownMenu.DropdownMenuContentProps, 'onCloseAutoFocus'> {
  readonly label: string;
  readonly children: ReactNode;
}

const MenuList = ({ label, children, ...focus }: MenuListProps) => (
  <DropdownMenu.Content className="menu-list" aria-label={label} align="start" sideOffset={6} collisionPadding={8} loop {...focus}>
    {children}
  </DropdownMenu.Content>
);

interface ItemProps {
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export const MenuItem = ({ onSelect, disabled = false, children }: ItemProps) => (
  <DropdownMenu.Item className="menu-item" disabled={disabled} onSelect={onSelect}>
    {children}
  </DropdownMenu.Item>
);

export const MenuCheckbox = ({ checked, onSelect, children }: ItemProps & { readonly checked: boolean }) => (
  <DropdownMenu.CheckboxItem className="menu-item" checked={checked} onSelect={onSelect}>
    {children}
  </DropdownMenu.CheckboxItem>
);

export const MenuLink = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => (
  <DropdownMenu.Item className="menu-item" asChild>
    <a href={href}>{children}</a>
  </DropdownMenu.Item>
);

export const MenuSeparator = () => <DropdownMenu.Separator className="menu-separator" />;
