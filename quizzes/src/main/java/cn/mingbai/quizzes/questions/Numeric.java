package cn.mingbai.quizzes.questions;

import java.math.BigDecimal;

/**
 * A number to work out.
 *
 * @param answer the right number, in {@code unit}
 * @param tolerance how far off is still right, 0 or more
 * @param unit what the number counts, for example 元
 */
public record Numeric(About about, BigDecimal answer, BigDecimal tolerance, String unit) implements Asked {}
