package cn.mingbai.proof.bounds;

import java.math.BigDecimal;

/**
 * A plan to tell good lists from bad ones: check so many, and let the list pass when at most so many are missed.
 *
 * @param check n, how many households to check
 * @param allow d, how many of them may be missed
 * @param goodFails the chance, rounded to six digits, that a list just good enough fails
 * @param badPasses the chance, rounded to six digits, that a list just bad enough passes
 */
public record Acceptance(int check, int allow, BigDecimal goodFails, BigDecimal badPasses) {}
