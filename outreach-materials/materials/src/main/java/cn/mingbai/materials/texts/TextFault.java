package cn.mingbai.materials.texts;

import java.util.List;

/**
 * What is wrong with a text.
 *
 * @param line the line of the body, from 1; 0 when it is about the text as a whole
 * @param quote how that line begins, so that it is found without numbers; empty for the whole text
 * @param key the key of a sentence
 * @param arguments what goes into the sentence
 */
public record TextFault(int line, String quote, String key, List<String> arguments) {

    public TextFault {
        arguments = List.copyOf(arguments);
    }
}
