package cn.mingbai.print;

import java.util.List;

/**
 * A part of the leaflet's text.
 *
 * @param heading the heading, or an empty text for none
 * @param paragraphs the paragraphs, plain text each; {@code **…**} sets the words between in bold, and a paragraph that
 *     starts with ①–⑳, • or a number such as {@code 1.} or {@code 1、} hangs from that mark
 */
public record Section(String heading, List<String> paragraphs) {
    public Section {
        paragraphs = List.copyOf(paragraphs);
    }
}
