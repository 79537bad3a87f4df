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
 */
public record LeafletSheet(
        String code,
        String householdNumber,
        String group,
        String headName,
        String village,
        String town,
        String outreachName,
        String outreachPhone) {

    /** A sheet with a code but without a household, to be bound on the spot. */
    public static LeafletSheet blank(
            String code, String village, String town, String outreachName, String outreachPhone) {
        return new LeafletSheet(code, "", "", "", village, town, outreachName, outreachPhone);
    }
}
