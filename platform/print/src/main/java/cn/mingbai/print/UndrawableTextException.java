package cn.mingbai.print;

import java.util.List;
import java.util.stream.Collectors;

/** A text to be printed has characters no bundled font can draw; nothing was printed. */
public final class UndrawableTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String place;
    private final List<String> characters;

    UndrawableTextException(String place, List<String> characters) {
        super("Expected characters of the bundled fonts in %s, got %s"
                .formatted(
                        place,
                        characters.stream()
                                .map(c -> "%s (U+%04X)".formatted(c, c.codePointAt(0)))
                                .collect(Collectors.joining(", "))));
        this.place = place;
        this.characters = List.copyOf(characters);
    }

    /** Where the text stands: a part of the shared text, or the household number of a sheet. */
    public String place() {
        return place;
    }

    /** The characters without a glyph, each once. */
    public List<String> characters() {
        return characters;
    }
}
