//! The colours of the window, as data, and what egui makes of them. The only file that makes a colour.

#![expect(
    clippy::unreadable_literal,
    reason = "colours are written as in the design, six digits together"
)]

use egui::{Color32, CornerRadius, Shadow, Stroke, Visuals, style::WidgetVisuals};

use crate::{analysis::EntityKind, notebook::Color, storage::settings::ThemeChoice};

/// The colour tokens of one theme. Their uses are those of the design's table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Theme {
    pub dark: bool,
    /// Behind everything.
    pub window: Color32,
    /// Bars and side panels.
    pub panel: Color32,
    /// The article, cards, fields.
    pub paper: Color32,
    pub ink: Color32,
    /// Second text.
    pub soft: Color32,
    /// Axis and ornaments; never for text.
    pub faint: Color32,
    pub line: Color32,
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// A selected row, and selected text.
    pub selected: Color32,
    pub person: Color32,
    pub organization: Color32,
    pub place: Color32,
    pub group: Color32,
    pub time: Color32,
    pub error: Color32,
    pub highlight_yellow: Color32,
    pub highlight_green: Color32,
    pub highlight_blue: Color32,
    pub highlight_pink: Color32,
    /// The dots of the highlight colours, strong enough to tell apart.
    pub dot_yellow: Color32,
    pub dot_green: Color32,
    pub dot_blue: Color32,
    pub dot_pink: Color32,
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const LIGHT: Theme = Theme {
    dark: false,
    window: hex(0xEFECE5),
    panel: hex(0xF7F5F0),
    paper: hex(0xFFFDF9),
    ink: hex(0x24211C),
    soft: hex(0x6E685E),
    faint: hex(0xA29B8E),
    line: hex(0xE2DDD2),
    accent: hex(0x2D5F8B),
    on_accent: hex(0xFFFFFF),
    selected: hex(0xE6EDF3),
    person: hex(0xA8482B),
    organization: hex(0x2B6B5C),
    place: hex(0x3C5A99),
    group: hex(0x7B4E8D),
    time: hex(0x836010),
    error: hex(0xA32B2B),
    highlight_yellow: hex(0xFBEBA6),
    highlight_green: hex(0xD3EACB),
    highlight_blue: hex(0xCFE2F6),
    highlight_pink: hex(0xF6D3DC),
    dot_yellow: hex(0xF2CF4B),
    dot_green: hex(0x9CCB8B),
    dot_blue: hex(0x8DBAE8),
    dot_pink: hex(0xE79AAE),
};

const DARK: Theme = Theme {
    dark: true,
    window: hex(0x121416),
    panel: hex(0x1A1D20),
    paper: hex(0x16191B),
    ink: hex(0xE4DFD5),
    soft: hex(0x9C968B),
    faint: hex(0x6C675F),
    line: hex(0x2A2E32),
    accent: hex(0x7FB2DF),
    on_accent: hex(0x101A22),
    selected: hex(0x22303C),
    person: hex(0xE2906F),
    organization: hex(0x7CC3AF),
    place: hex(0x92AEE8),
    group: hex(0xC79BDB),
    time: hex(0xD9B45A),
    error: hex(0xF08A80),
    highlight_yellow: hex(0x4F4416),
    highlight_green: hex(0x22402A),
    highlight_blue: hex(0x203C57),
    highlight_pink: hex(0x4C2533),
    dot_yellow: hex(0xF2CF4B),
    dot_green: hex(0x9CCB8B),
    dot_blue: hex(0x8DBAE8),
    dot_pink: hex(0xE79AAE),
};

const SEPIA: Theme = Theme {
    window: hex(0xE6DAC0),
    panel: hex(0xEFE4CD),
    paper: hex(0xF7EEDB),
    ink: hex(0x372B1C),
    soft: hex(0x6B5A42),
    faint: hex(0xA89474),
    line: hex(0xDCCDAF),
    accent: hex(0x2F5A7E),
    selected: hex(0xE2DDC9),
    person: hex(0x9C3F24),
    organization: hex(0x255F51),
    place: hex(0x36528C),
    group: hex(0x704580),
    time: hex(0x74540C),
    highlight_yellow: hex(0xF3DC8C),
    highlight_green: hex(0xCDDDB4),
    highlight_blue: hex(0xC7D8E2),
    highlight_pink: hex(0xEEC9C4),
    ..LIGHT
};

const CONTRAST: Theme = Theme {
    window: hex(0x000000),
    panel: hex(0x000000),
    paper: hex(0x000000),
    ink: hex(0xFFFFFF),
    soft: hex(0xE0E0E0),
    faint: hex(0xB0B0B0),
    line: hex(0x8A8A8A),
    accent: hex(0x8FD0FF),
    on_accent: hex(0x000000),
    selected: hex(0x12324D),
    person: hex(0xFFB598),
    organization: hex(0x8DEBD2),
    place: hex(0xB4CBFF),
    group: hex(0xE9C1FA),
    time: hex(0xFFD970),
    error: hex(0xFFB3AC),
    highlight_yellow: hex(0x574700),
    highlight_green: hex(0x0B4A1C),
    highlight_blue: hex(0x0A3F6B),
    highlight_pink: hex(0x6B1735),
    ..DARK
};

impl Theme {
    /// The theme for a choice; `system_dark` tells what the system prefers.
    pub(crate) const fn of(choice: ThemeChoice, system_dark: bool) -> &'static Self {
        match choice {
            ThemeChoice::System if system_dark => &DARK,
            ThemeChoice::System | ThemeChoice::Light => &LIGHT,
            ThemeChoice::Dark => &DARK,
            ThemeChoice::Sepia => &SEPIA,
            ThemeChoice::Contrast => &CONTRAST,
        }
    }

    pub(crate) const fn kind(&self, kind: EntityKind) -> Color32 {
        match kind {
            EntityKind::Person => self.person,
            EntityKind::Organization => self.organization,
            EntityKind::Place => self.place,
            EntityKind::Group => self.group,
        }
    }

    /// Behind highlighted text.
    pub(crate) const fn highlight(&self, color: Color) -> Color32 {
        match color {
            Color::Yellow => self.highlight_yellow,
            Color::Green => self.highlight_green,
            Color::Blue => self.highlight_blue,
            Color::Pink => self.highlight_pink,
        }
    }

    /// The same colour where it stands alone: dots, marks in the scroll bar.
    pub(crate) const fn dot(&self, color: Color) -> Color32 {
        match color {
            Color::Yellow => self.dot_yellow,
            Color::Green => self.dot_green,
            Color::Blue => self.dot_blue,
            Color::Pink => self.dot_pink,
        }
    }

    /// egui's own look in these colours.
    pub(crate) fn visuals(&self) -> Visuals {
        let mut visuals = if self.dark { Visuals::dark() } else { Visuals::light() };
        visuals.override_text_color = Some(self.ink);
        visuals.weak_text_color = Some(self.soft);
        visuals.hyperlink_color = self.accent;
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.paper;
        visuals.window_stroke = Stroke::new(1.0, self.line);
        visuals.extreme_bg_color = self.paper;
        visuals.text_edit_bg_color = Some(self.paper);
        visuals.faint_bg_color = self.window;
        visuals.code_bg_color = self.window;
        visuals.warn_fg_color = self.time;
        visuals.error_fg_color = self.error;
        visuals.selection.bg_fill = self.selected;
        visuals.selection.stroke = Stroke::new(1.5, self.accent);
        visuals.text_cursor.stroke = Stroke::new(1.5, self.ink);
        // A blinking cursor would draw the window again and again while nothing happens.
        visuals.text_cursor.blink = false;
        visuals.window_corner_radius = CornerRadius::same(10);
        visuals.menu_corner_radius = CornerRadius::same(8);
        let shadow = Shadow {
            offset: [0, 6],
            blur: 24,
            spread: 0,
            color: Color32::from_black_alpha(if self.dark { 140 } else { 38 }),
        };
        visuals.window_shadow = shadow;
        visuals.popup_shadow = shadow;
        let widget = |fill: Color32, stroke: Color32| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(1.0, stroke),
            corner_radius: CornerRadius::same(6),
            fg_stroke: Stroke::new(1.0, self.ink),
            expansion: 0.0,
        };
        visuals.widgets.noninteractive = widget(self.panel, self.line);
        visuals.widgets.inactive = widget(self.paper, self.line);
        visuals.widgets.hovered = widget(self.selected, self.accent);
        visuals.widgets.active = widget(self.selected, self.accent);
        visuals.widgets.open = widget(self.selected, self.line);
        visuals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as WCAG 2.2 defines it.
    fn luminance(color: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_every_surface() {
        for (name, theme, wanted) in [
            ("light", LIGHT, 4.5),
            ("dark", DARK, 4.5),
            ("sepia", SEPIA, 4.5),
            ("contrast", CONTRAST, 7.0),
        ] {
            let surfaces = [theme.window, theme.panel, theme.paper, theme.selected];
            let texts = [
                ("ink", theme.ink),
                ("soft", theme.soft),
                ("accent", theme.accent),
                ("time", theme.time),
                ("error", theme.error),
                ("person", theme.person),
                ("organization", theme.organization),
                ("place", theme.place),
                ("group", theme.group),
            ];
            for surface in surfaces {
                for (token, text) in texts {
                    let ratio = contrast(text, surface);
                    assert!(ratio >= wanted, "{name}: {token} has {ratio:.2} on {surface:?}");
                }
            }
            assert!(contrast(theme.on_accent, theme.accent) >= wanted, "{name}: on accent");
            for color in Color::ALL {
                let marker = theme.highlight(color);
                assert!(contrast(theme.ink, marker) >= wanted, "{name}: ink on {color:?}");
                for kind in EntityKind::ALL {
                    assert!(
                        contrast(theme.kind(kind), marker) >= 3.0,
                        "{name}: {kind:?} on {color:?}"
                    );
                }
                assert!(contrast(theme.time, marker) >= 3.0, "{name}: time on {color:?}");
            }
        }
    }
}
