package cn.mingbai.print;

/**
 * What differs from household to household. An empty text leaves a line to be filled in by hand, for a sheet that is
 * bound to a household at the door; only the address must be there.
 *
 * @param code the address in the QR code, upper-case, in the QR alphanumeric set
 * @param householdNumber the 户号
 * @param group the group below the village
 * @param headName the head of the household; printed on the stub and nowhere else
 * @param village the village or community
 * @param town the town or street
 * @param outreachName the outreach worker
 * @param outreachPhone the outreach worker's phone
 * @param stubCode the address in the stub's own small code, like {@code code}; empty for none
 * @param serial the place of the sheet in its print, such as 017/312, printed small beside the 户号; for a blank sheet its
 *     own number; empty for none
 */
public record LeafletSheet(
        String code,
        String householdNumber,
        String group,
        String headName,
        String village,
        String town,
        String outreachName,
        String outreachPhone,
        String stubCode,
        String serial) {

    /** A sheet without a code on its stub and without a serial. */
    public LeafletSheet(
            String code,
            String householdNumber,
            String group,
            String headName,
            String village,
            String town,
            String outreachName,
            String outreachPhone) {
        this(code, householdNumber, group, headName, village, town, outreachName, outreachPhone, "", "");
    }

    /** A sheet with a code but without a household, to be bound on the spot. */
    public static LeafletSheet blank(
            String code, String village, String town, String outreachName, String outreachPhone) {
        return new LeafletSheet(code, "", "", "", village, town, outreachName, outreachPhone);
    }

    /** The same sheet with a code on its stub and a serial. */
    public LeafletSheet with(String stubCode, String serial) {
        return new LeafletSheet(
                code, householdNumber, group, headName, village, town, outreachName, outreachPhone, stubCode, serial);
    }

    /** What it is called in a message: its 户号, or the serial of a blank sheet. */
    String label() {
        return householdNumber.isEmpty() ? serial : householdNumber;
    }
}
