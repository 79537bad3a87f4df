package cn.mingbai.materials.texts;

import cn.mingbai.print.Section;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules for what a loudspeaker reads out (大喇叭): three minutes long, written as it is spoken. */
final class SpokenScript {

    /** The least Chinese characters of three minutes, read so that old people follow. */
    static final int SHORTEST = 600;

    /** The most. */
    static final int LONGEST = 700;

    /** As many characters are counted for a value that is not there yet: a phone has eleven, an amount six. */
    static final int VALUE_LENGTH = 8;

    private static final Pattern UNSPOKEN = Pattern.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ①-⑳%％+＋=＝/~～〔〕\\[\\]（）()&@*°℃]+");

    private SpokenScript() {}

    /** How many Chinese characters are read out; each placeholder counts as {@link #VALUE_LENGTH}. */
    static int length(List<Section> sections) {
        return sections.stream()
                .flatMap(section -> section.paragraphs().stream())
                .mapToInt(SpokenScript::lengthWithValues)
                .sum();
    }

    private static int lengthWithValues(String paragraph) {
        var values = (int) PolicyText.PLACEHOLDER.matcher(paragraph).results().count();
        return characters(PolicyText.PLACEHOLDER.matcher(paragraph).replaceAll("")) + values * VALUE_LENGTH;
    }

    /** How many Chinese characters a text has. */
    static int characters(String text) {
        return (int) text.codePoints().filter(Character::isIdeographic).count();
    }

    /** The first sign outside placeholders that nobody reads out as it is written. */
    static Optional<String> unspoken(String line) {
        var found = UNSPOKEN.matcher(PolicyText.PLACEHOLDER.matcher(line).replaceAll(""));
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
