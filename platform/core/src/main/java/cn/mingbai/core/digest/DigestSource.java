package cn.mingbai.core.digest;

import java.util.List;
import java.util.Locale;

/**
 * Something that officers may have to be told of, once, in the one notice that they get a day at most. What is left to do
 * stands on the home page for as long as it is; a digest tells of what is new. Declare it as a bean.
 */
public interface DigestSource {

    /** A lasting name, at most 40 characters, such as {@code phones.silent}. */
    String kind();

    /** The key of the words by which an officer switches it off. */
    String title();

    /** Where its line stands in a digest; lower comes first. */
    int order();

    /**
     * What the current caller would be told of if nothing had been told before. It is asked with the rights of an officer;
     * who has no part in it is told nothing.
     */
    List<Item> open();

    /** The sentence about items that are new to its reader, of which there is at least one. */
    String sentence(List<Item> items, Locale locale);

    /** Where it leads, a path without leading slash. */
    String path();

    /**
     * One thing.
     *
     * @param subject what makes it one thing, at most 120 characters: it is told once
     * @param words what its sentence says of it; empty when they are only counted
     */
    record Item(String subject, List<String> words) {

        /** A thing that is only counted. */
        public static Item of(String subject) {
            return new Item(subject, List.of());
        }
    }
}
