package cn.mingbai.households.sheets;

/** Which signed receipt. */
public record ReceiptId(long value) {}
