//! The parts of a DOCX around its text, after ECMA-376, and the zip that holds them.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use jiff::Timestamp;
use zip::{CompressionMethod, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use crate::export::html::escape;

/// By this name the text calls the picture.
pub(super) const PICTURE: &str = "rIdTimeline";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) struct Package<'a> {
    pub(super) title: &'a str,
    pub(super) author: Option<&'a str>,
    pub(super) now: Timestamp,
    /// The paragraphs and tables.
    pub(super) body: &'a str,
    pub(super) footnotes: &'a str,
    /// A PNG.
    pub(super) picture: Option<Vec<u8>>,
}

impl Package<'_> {
    pub(super) fn zip(&self) -> ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, bytes: &[u8]| -> ZipResult<()> {
            // Without a time, so that the same work gives the same file.
            let options =
                SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            zip.start_file(name, options)?;
            Ok(zip.write_all(bytes)?)
        };
        put("[Content_Types].xml", types().as_bytes())?;
        put("_rels/.rels", roots().as_bytes())?;
        put("docProps/core.xml", self.core().as_bytes())?;
        put("word/document.xml", self.document().as_bytes())?;
        put("word/_rels/document.xml.rels", self.relations().as_bytes())?;
        put("word/footnotes.xml", self.notes().as_bytes())?;
        put("word/styles.xml", styles().as_bytes())?;
        put("word/numbering.xml", numbering().as_bytes())?;
        put("word/settings.xml", settings().as_bytes())?;
        if let Some(picture) = &self.picture {
            put("word/media/timeline.png", picture)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn core(&self) -> String {
        let author = self.author.map_or_else(String::new, |author| {
            format!("<dc:creator>{}</dc:creator>", escape(author))
        });
        let now = self.now.strftime("%Y-%m-%dT%H:%M:%SZ");
        format!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>{author}<dc:language>en</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{now}</dcterms:created></cp:coreProperties>",
            escape(self.title)
        )
    }

    fn document(&self) -> String {
        format!(
            "{HEAD}<w:document {NAMES}><w:body>\n{}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
            self.body
        )
    }

    fn notes(&self) -> String {
        let line = |kind: &str, id: i8, element: &str| {
            format!(
                "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>\n"
            )
        };
        format!(
            "{HEAD}<w:footnotes {NAMES}>\n{}{}{}</w:footnotes>",
            line("separator", -1, "separator"),
            line("continuationSeparator", 0, "continuationSeparator"),
            self.footnotes
        )
    }

    fn relations(&self) -> String {
        let mut inside = String::new();
        for part in ["styles", "numbering", "settings", "footnotes"] {
            inside.push_str(&relation(part, &format!("{OFFICE}/{part}"), &format!("{part}.xml")));
        }
        if self.picture.is_some() {
            inside.push_str(&relation(PICTURE, &format!("{OFFICE}/image"), "media/timeline.png"));
        }
        relations(&inside)
    }
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn relations(inside: &str) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
    )
}

fn roots() -> String {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let inside = relation("document", &format!("{OFFICE}/officeDocument"), "word/document.xml")
        + &relation("core", core, "docProps/core.xml");
    relations(&inside)
}

fn types() -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (part, kind) in [
        ("document", "document.main"),
        ("footnotes", "footnotes"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
    ] {
        let _infallible = write!(
            out,
            "<Override PartName=\"/word/{part}.xml\" ContentType=\"{KIND}.{kind}+xml\"/>"
        );
    }
    out.push_str("</Types>");
    out
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings {NAMES}><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

fn numbering() -> String {
    format!(
        "{HEAD}<w:numbering {NAMES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

/// A style of paragraphs: its name as Word knows it, how it is set, and how its words look.
fn style(id: &str, name: &str, next: &str, set: &str, look: &str) -> String {
    let base = if id == "Normal" { "" } else { "<w:basedOn w:val=\"Normal\"/>" };
    let default = if id == "Normal" { " w:default=\"1\"" } else { "" };
    format!(
        "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{base}<w:next w:val=\"{next}\"/><w:qFormat/><w:pPr>{set}</w:pPr><w:rPr>{look}</w:rPr></w:style>\n"
    )
}

fn styles() -> String {
    let mut out = format!(
        "{HEAD}<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Georgia\" w:hAnsi=\"Georgia\" w:eastAsia=\"Georgia\" w:cs=\"Times New Roman\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"288\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\n"
    );
    let sans = "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>";
    let soft = "<w:color w:val=\"6E685E\"/>";
    let spaced = |before: u16, after: u16, level: &str| {
        format!("<w:keepNext/><w:spacing w:before=\"{before}\" w:after=\"{after}\"/>{level}")
    };
    let level = |level: u8| format!("<w:outlineLvl w:val=\"{level}\"/>");
    let size = |half: u8| format!("<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/>");
    let rule = |extra: &str, half: u8| format!("{extra}{}", size(half));
    for (id, name, next, set, look) in [
        ("Normal", "Normal", "Normal", String::new(), String::new()),
        ("Title", "Title", "Subtitle", spaced(0, 60, ""), rule("<w:b/><w:bCs/>", 44)),
        ("Subtitle", "Subtitle", "Normal", String::new(), rule(&format!("{sans}{soft}"), 18)),
        ("Heading1", "heading 1", "Normal", spaced(320, 100, &level(0)), rule("<w:b/><w:bCs/>", 28)),
        ("Heading2", "heading 2", "Normal", spaced(220, 80, &level(1)), rule("<w:b/><w:bCs/>", 24)),
        ("Heading3", "heading 3", "Normal", spaced(160, 60, &level(2)), rule("<w:b/><w:bCs/>", 22)),
        ("Code", "Code", "Code", "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F4F1EA\"/><w:spacing w:line=\"252\" w:lineRule=\"auto\"/>".to_owned(), rule("<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>", 19)),
        ("Quote", "Quote", "Normal", "<w:ind w:left=\"360\" w:right=\"360\"/>".to_owned(), soft.to_owned()),
        ("Caption", "caption", "Normal", "<w:ind w:left=\"240\"/>".to_owned(), rule("<w:i/><w:iCs/>", 20)),
        ("Labels", "Labels", "Normal", String::new(), rule(&format!("{sans}{soft}"), 17)),
        ("TableText", "Table Text", "TableText", "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"252\" w:lineRule=\"auto\"/>".to_owned(), rule(sans, 18)),
        ("FootnoteText", "footnote text", "FootnoteText", "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>".to_owned(), size(18)),
        ("ListBullet", "List Bullet", "ListBullet", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:ind w:left=\"360\" w:hanging=\"360\"/>".to_owned(), String::new()),
    ] {
        out.push_str(&style(id, name, next, &set, &look));
    }
    for (id, name, look) in [
        ("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>"),
        ("Place", "Place", "<w:color w:val=\"2D5F8B\"/><w:vertAlign w:val=\"superscript\"/>"),
    ] {
        let _infallible = writeln!(
            out,
            "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:rPr>{look}</w:rPr></w:style>"
        );
    }
    let edges: String = ["top", "bottom", "insideH"]
        .map(|side| {
            format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9C2B4\"/>")
        })
        .concat();
    let _infallible = write!(
        out,
        "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\n</w:styles>"
    );
    out
}
