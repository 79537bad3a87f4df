package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.Level;
import java.util.List;

/**
 * Something that stands in the way of a print, or should be known before it.
 *
 * @param key the key of the sentence
 * @param arguments its arguments; one that begins with {@code materials.value.} is a key itself
 * @param mend where it is mended
 * @param level the level of the unit at which it is mended: a town does not set the district's standard
 * @param refuses whether nothing is printed until it is mended
 */
public record LeafletFinding(String key, List<String> arguments, Mend mend, Level level, boolean refuses) {

    /** The page on which a finding is mended. */
    public enum Mend {
        SETTINGS,
        ROSTER,
        LEDGER,
        DIVISIONS,
        /** The start-up configuration of the installation. */
        ADMINISTRATOR
    }

    public LeafletFinding {
        arguments = List.copyOf(arguments);
    }
}
