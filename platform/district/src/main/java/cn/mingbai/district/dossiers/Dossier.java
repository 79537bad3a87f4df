package cn.mingbai.district.dossiers;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.jobs.JobId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 检查材料 of a unit.
 *
 * @param day the day it speaks of, as known when it was ordered
 * @param reason why names of households stand in it in clear; empty where they are masked
 * @param filesUntil the last day on which its file is kept
 * @param bytes the length of the file, 0 before it is made
 * @param sha256 its digest in hexadecimal digits, empty before it is made
 * @param items the cover list; empty before it is made
 */
public record Dossier(
        DossierId id,
        DivisionId unit,
        String unitName,
        LocalDate day,
        String reason,
        String orderedBy,
        Instant orderedAt,
        @Nullable JobId job,
        LocalDate filesUntil,
        State state,
        long bytes,
        String sha256,
        List<Item> items) {

    /** How far it is. */
    public enum State {
        /** Being made, or waiting for it. */
        UNDER_WAY,
        /** Its file can be fetched. */
        MADE,
        /** The job was cancelled or failed: there is no file. */
        NOT_MADE,
        /** The file was destroyed; the cover list stays. */
        DESTROYED
    }

    /**
     * A line of the cover list.
     *
     * @param number such as {@code 02-03}
     * @param file its path in the ZIP, or null where it is missing
     * @param rows how many rows, or null where that is not counted
     * @param pages how many pages, or null where it has none
     * @param sha256 the digest of the file in hexadecimal digits, or null where it is missing
     * @param missing why it is missing, or null where it is there
     */
    public record Item(
            String number,
            String name,
            @Nullable String file,
            @Nullable Long rows,
            @Nullable Integer pages,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable String missing) {}

    /** Whether names of households stand in it in clear. */
    public boolean withNames() {
        return !reason.isEmpty();
    }

    /** How many lines of the cover list are missing. */
    public long missing() {
        return items.stream().filter(item -> item.missing() != null).count();
    }
}
