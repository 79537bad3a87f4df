package cn.mingbai.materials.texts;

import java.time.LocalDate;

/**
 * A version of a text that was approved; it never changes.
 *
 * @param version 1, 2, … within its code
 * @param from the first day from which it was approved to be in force
 */
public record ApprovedText(TextId id, TextCode code, int version, LocalDate from, PolicyText text) {}
