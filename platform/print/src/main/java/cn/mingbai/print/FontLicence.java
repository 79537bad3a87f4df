package cn.mingbai.print;

/**
 * A font that is embedded in files, and on what terms.
 *
 * @param font its name
 * @param version its version, as the font says
 * @param copyright whose it is, as the font says
 * @param licence the text of its licence
 */
public record FontLicence(String font, String version, String copyright, String licence) {}
