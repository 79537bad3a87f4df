package cn.mingbai.print;

import java.util.List;

/**
 * The text of a course certificate.
 *
 * @param title the word at the top, for example 培训合格证书
 * @param name the person's name, on one line
 * @param statement what is certified, one paragraph
 * @param facts what is known of it, label and value
 * @param issuer who certifies, on one line
 * @param issuedOn the day of the certificate in words
 * @param number the certificate's number with its word, on one line
 * @param checking how it is checked, one paragraph below the code
 * @param code the address of the public check page, in the QR alphanumeric set
 */
public record Certificate(
        String title,
        String name,
        String statement,
        List<Fact> facts,
        String issuer,
        String issuedOn,
        String number,
        String checking,
        String code) {

    /** A fact, for example 成绩 and 90 分. */
    public record Fact(String label, String value) {}
}
