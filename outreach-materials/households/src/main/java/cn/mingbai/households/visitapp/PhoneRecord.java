package cn.mingbai.households.visitapp;

import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.visits.Answering;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record as a phone handed it in, as far as it can be read.
 *
 * @param id made on the phone: the same id is the same record
 * @param kind null when it is none this version knows
 * @param at the phone's clock when it was recorded, or null
 * @param village the village in whose list the phone stood, or null
 * @param household the household's id from the pack, or null
 * @param number the household's number with check character as typed, or null
 * @param code the token of a scanned sheet, or null
 * @param outcome of a visit, also of the one at which a household was found; null without one, or when it is none this version
 *     knows
 * @param informed who knows the policy, or null
 * @param member the informed member's name, or null
 * @param seconds how long the entry took, 0..3600, or null
 * @param place where a meeting was held, or empty
 * @param ticked the households ticked at a meeting
 * @param confirm the answers to three questions, or null when it is no confirmation
 * @param found what it says of a household that no list has, or null
 * @param readable whether all its fields have the form they must have
 * @param content the record as it came
 * @param hash of all that it says
 */
record PhoneRecord(
        UUID id,
        @Nullable Kind kind,
        @Nullable Instant at,
        @Nullable Long village,
        @Nullable Long household,
        @Nullable String number,
        @Nullable String code,
        @Nullable VisitOutcome outcome,
        @Nullable Relation informed,
        @Nullable String member,
        @Nullable Integer seconds,
        String place,
        List<Long> ticked,
        @Nullable Confirm confirm,
        @Nullable Found found,
        boolean readable,
        String content,
        byte[] hash) {

    /**
     * A household that no list has.
     *
     * @param evidence what was seen there, or null
     */
    record Found(HouseholdDetails details, @Nullable String evidence) {}

    /** What a record is about. */
    enum Kind {
        /** One household was visited, called, or left a sheet. */
        VISIT,
        /** A meeting; the households ticked were there. */
        MEETING,
        /** A blank sheet was given to a household. */
        BIND,
        /** A household that no list has. */
        FOUND,
        /** Three questions were answered. */
        CONFIRM
    }

    /**
     * Answers to the three questions.
     *
     * @param version the policy version whose questions they are
     * @param answers the key chosen, by the question's code
     */
    record Confirm(Answering how, String version, Map<String, String> answers) {}

    /** Whether somebody is named as informed though nobody was spoken to. */
    boolean contradictsItself() {
        return informed != null && outcome != null && !outcome.spoke();
    }
}
