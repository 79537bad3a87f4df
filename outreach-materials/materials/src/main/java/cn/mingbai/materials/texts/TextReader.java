package cn.mingbai.materials.texts;

import cn.mingbai.print.Fonts;
import cn.mingbai.print.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a text and names, line by line, what could not be printed as it is meant.
 *
 * <p>The body is a small Markdown: {@code ## heading}, paragraphs parted by blank lines, {@code **bold**} and
 * {@code {{placeholder}}}. {@code <!-- back -->} begins the second side of a leaflet; the section after
 * {@code <!-- phones -->} stands with the table of phones, the one after {@code <!-- imprint -->} names the issuer and the
 * rules, and {@code <!-- spoken -->} begins what is read out. A panel of a board may have a heading alone. Nothing else
 * of Markdown, and no HTML.
 */
final class TextReader {

    /** The longest body, in characters. */
    static final int BODY_LENGTH = 20_000;

    /** The longest title, in characters. */
    static final int TITLE_LENGTH = 40;

    /** As many faults are named. */
    private static final int FAULTS = 20;

    private static final int QUOTED = 12;
    private static final Pattern DIRECTIVE = Pattern.compile("<!--\\s*(back|phones|imprint|spoken)\\s*-->");
    private static final Pattern TAG = Pattern.compile("<[/!?a-zA-Z][^<>]{0,20}>?");
    private static final Pattern BRACES = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Pattern LONE_BRACE = Pattern.compile("[{}]{1,2}[^{}]{0,12}");
    private static final Pattern FOREIGN =
            Pattern.compile("^(#(?!# )|###|[-+*] |>|\\||`|~~~|---|===|!\\[).*|.*(]\\(|`|~~|__).*");

    private final TextCode code;
    private final List<TextFault> faults = new ArrayList<>();
    private final Map<Part, List<Section>> sections = new EnumMap<>(Part.class);
    private final List<String> paragraphs = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private final LinkedHashSet<Part> begun = new LinkedHashSet<>();
    private Part side = Part.FRONT;
    private Part target = Part.FRONT;
    private @Nullable String heading;
    private int headingLine;
    private int number;
    private String line = "";
    private boolean broken;

    private enum Part {
        FRONT,
        BACK,
        PHONES,
        IMPRINT,
        SPOKEN
    }

    /**
     * A text that was read.
     *
     * @param text what it says, or null when its parts cannot be told apart
     * @param faults what is to be mended before it can be approved
     */
    record Reading(@Nullable PolicyText text, List<TextFault> faults) {

        Reading {
            faults = List.copyOf(faults);
        }

        /** The text, which has no fault. */
        PolicyText whole() {
            if (text == null || !faults.isEmpty()) {
                throw new IllegalStateException("expected a text without faults, got " + faults);
            }
            return text;
        }
    }

    private TextReader(TextCode code) {
        this.code = code;
        for (var part : Part.values()) {
            sections.put(part, new ArrayList<>());
        }
    }

    /**
     * Reads a text.
     *
     * @param version its number, for its label
     */
    static Reading read(TextCode code, TextSource source, int version) {
        var reader = new TextReader(code);
        reader.title(source.title());
        if (source.body().length() > BODY_LENGTH) {
            reader.structure("too-long", String.valueOf(BODY_LENGTH));
            return new Reading(null, reader.faults);
        }
        source.body().lines().forEach(reader::next);
        reader.number = 0;
        reader.line = "";
        reader.endSection();
        reader.requireParts();
        return new Reading(
                reader.broken ? null : reader.text(source, version),
                reader.faults.stream().limit(FAULTS).toList());
    }

    private PolicyText text(TextSource source, int version) {
        return new PolicyText(
                source.title().strip(),
                source.ruleLayer() + "-" + version,
                source.ruleLayer(),
                sections(Part.FRONT),
                sections(Part.BACK),
                sections(Part.PHONES).getFirst(),
                sections(Part.IMPRINT).getFirst(),
                sections(Part.SPOKEN));
    }

    private void title(String title) {
        if (title.isBlank() || title.strip().length() > TITLE_LENGTH) {
            fault("title", String.valueOf(TITLE_LENGTH));
        }
        characters(title);
        if (title.matches(".*([{}<>]|\\*\\*).*")) {
            fault("title-plain");
        }
    }

    private void next(String text) {
        number++;
        line = text.strip();
        characters(line);
        var directive = DIRECTIVE.matcher(line);
        if (directive.matches()) {
            endSection();
            begin(Part.valueOf(directive.group(1).toUpperCase(Locale.ROOT)));
        } else if (line.startsWith("## ")) {
            endSection();
            headingLine = number;
            heading = line.substring(3).strip();
            marks(heading);
            if (heading.contains("{{") || heading.contains("**")) {
                fault("heading-plain");
            }
        } else if (line.isEmpty()) {
            endParagraph();
        } else {
            marks(line);
            if (heading == null) {
                structure("no-heading");
            }
            if (target == Part.SPOKEN) {
                SpokenScript.unspoken(line).ifPresent(found -> fault("unspoken", found));
            }
            paragraph.append(line);
        }
    }

    private void begin(Part part) {
        if (!begun.add(part)) {
            structure("twice", word(part));
        }
        if (!code.isLeaflet() && (part == Part.BACK || part == Part.SPOKEN)) {
            structure("leaflet-only", word(part));
        }
        target = part;
        if (part == Part.BACK || part == Part.SPOKEN) {
            side = part;
        }
    }

    /** What no print could show, or would show otherwise than meant. */
    private void characters(String text) {
        var invisible = text.codePoints()
                .filter(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                })
                .findFirst();
        if (invisible.isPresent()) {
            fault("invisible", "U+%04X".formatted(invisible.getAsInt()));
            return;
        }
        Fonts.undrawable(text).stream()
                .findFirst()
                .ifPresent(c -> fault("undrawable", c, "U+%04X".formatted(c.codePointAt(0))));
    }

    private void marks(String text) {
        var tag = TAG.matcher(text);
        if (tag.find()) {
            fault("tag", tag.group());
        } else if (FOREIGN.matcher(text).matches()) {
            fault("foreign");
        }
        if ((text.split("\\*\\*", -1).length - 1) % 2 != 0) {
            fault("bold");
        }
        for (var key : BRACES.matcher(text)
                .results()
                .map(found -> found.group(1).strip())
                .toList()) {
            if (!Placeholders.isKnown(key)) {
                fault("placeholder", key);
            }
        }
        var lone = LONE_BRACE.matcher(BRACES.matcher(text).replaceAll(""));
        if (lone.find()) {
            fault("brace", lone.group());
        }
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) {
            paragraphs.add(paragraph.toString());
            paragraph.setLength(0);
        }
    }

    private void endSection() {
        endParagraph();
        if (heading != null) {
            // On a board a heading alone is a frame to pin lists to.
            if (paragraphs.isEmpty() && (code.isLeaflet() || target != Part.FRONT)) {
                add(new TextFault(headingLine, heading, "materials.text.fault.empty", List.of()));
                broken = true;
            }
            sections(target).add(new Section(heading, paragraphs));
            target = side;
        }
        heading = null;
        paragraphs.clear();
    }

    private void requireParts() {
        for (var part : code.isLeaflet() ? List.of(Part.values()) : List.of(Part.FRONT, Part.PHONES, Part.IMPRINT)) {
            if (sections(part).isEmpty()) {
                structure("missing", word(part));
            }
        }
        if (!sections(Part.SPOKEN).isEmpty()) {
            var length = SpokenScript.length(sections(Part.SPOKEN));
            if (length < SpokenScript.SHORTEST || length > SpokenScript.LONGEST) {
                fault(
                        "spoken-length",
                        String.valueOf(length),
                        String.valueOf(SpokenScript.SHORTEST),
                        String.valueOf(SpokenScript.LONGEST));
            }
        }
    }

    private List<Section> sections(Part part) {
        return Objects.requireNonNull(sections.get(part));
    }

    private static String word(Part part) {
        return "<!-- " + part.name().toLowerCase(Locale.ROOT) + " -->";
    }

    private void structure(String key, String... arguments) {
        broken = true;
        fault(key, arguments);
    }

    private void fault(String key, String... arguments) {
        add(new TextFault(number, quote(), "materials.text.fault." + key, List.of(arguments)));
    }

    private void add(TextFault fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    private String quote() {
        var points = line.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .limit(QUOTED)
                .toArray();
        return new String(points, 0, points.length);
    }
}
