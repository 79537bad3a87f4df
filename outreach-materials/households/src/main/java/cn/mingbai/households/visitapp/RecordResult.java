package cn.mingbai.households.visitapp;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one record.
 *
 * @param id the record's id, as the phone sent it
 * @param receipt what the worker may note down; null when it was refused
 * @param why why the town officer has to look, or null
 * @param said the key of a sentence for the worker, of a record of another module's part that an officer has to look at; or null
 */
public record RecordResult(
        String id,
        RecordStatus status,
        @Nullable String receipt,
        @Nullable Why why,
        @Nullable String said) {

    public RecordResult(String id, RecordStatus status, @Nullable String receipt, @Nullable Why why) {
        this(id, status, receipt, why, null);
    }
}
