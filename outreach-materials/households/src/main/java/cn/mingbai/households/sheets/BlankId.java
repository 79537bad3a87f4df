package cn.mingbai.households.sheets;

/** Which sheet that was printed without a household. */
public record BlankId(long value) {}
