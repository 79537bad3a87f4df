package cn.mingbai.print;

import java.util.List;

/**
 * The list on top of a village's print: what is in the parcel, so that whoever unpacks it can count.
 *
 * @param title the first line, such as the name of the print
 * @param town the town or street
 * @param village the village or community
 * @param kind what was printed, such as 宣传单（A4）
 * @param version the version of the text
 * @param groups the groups in the order of print
 * @param blanks blank sheets at the end, from 0
 * @param blankRange the first and last number of the blank ones, or empty
 * @param pages pages of the file
 * @param printedOn the day in words
 * @param printedBy who ordered it
 * @param file the name of the file
 * @param sha256 the file's SHA-256, 64 hexadecimal digits
 */
public record VillageCover(
        String title,
        String town,
        String village,
        String kind,
        String version,
        List<Group> groups,
        int blanks,
        String blankRange,
        int pages,
        String printedOn,
        String printedBy,
        String file,
        String sha256) {
    public VillageCover {
        groups = List.copyOf(groups);
    }

    /**
     * A group's part of the pile.
     *
     * @param name the group, or empty
     * @param sheets how many sheets, from 1
     * @param firstNumber the 户号 on top
     * @param lastNumber the 户号 at the bottom
     */
    public record Group(String name, int sheets, String firstNumber, String lastNumber) {}
}
