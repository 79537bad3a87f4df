package cn.mingbai.households.visitapp;

import cn.mingbai.households.informed.PolicyQuestions;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a phone needs to work without a line: the households of its worker's villages, masked.
 *
 * @param now when it was made; not written with the rest, which stays the same as long as nothing changed
 * @param worker the worker's name
 * @param expires from when on the phone's key fetches nothing more, and the pack is to be wiped
 * @param policy the policy version in force, or null
 * @param questions what may be asked to confirm an informed member, or null
 * @param photo whether the district takes photos with a record, and {@code photoWhy} what for; position likewise
 * @param parts what the parts of other modules need, by their names; missing when there is none for this person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VisitPack(
        @JsonIgnore Instant now,
        String worker,
        Instant expires,
        @Nullable String policy,
        boolean photo,
        @Nullable String photoWhy,
        boolean position,
        @Nullable String positionWhy,
        List<Village> villages,
        @Nullable Questions questions,
        @Nullable Map<String, Object> parts) {

    /**
     * The short questions that may be asked today; without the key, since the server marks them.
     *
     * @param version the policy version that they belong to
     */
    public record Questions(String version, List<PolicyQuestions.Question> list) {}

    /**
     * A village that the worker serves today.
     *
     * @param from the first day of its campaign, or null when it has none
     * @param phone whether telling by phone reaches a household that is away
     * @param area the groups that are the worker's in a village divided into areas, in order; missing when all are
     * @param households those of the area, in the order of their groups, then by number; without the demolished and
     *     merged ones
     * @param others the households of the village's other areas, by number and code alone; missing when there is no area
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Village(
            long id,
            String name,
            @Nullable LocalDate from,
            boolean phone,
            @Nullable List<String> area,
            List<Household> households,
            @Nullable List<Other> others,
            List<BlankSheet> blanks) {}

    /** A household of the worker's village in somebody else's area: its code still works, and nothing else is told. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Other(String number, @Nullable String code) {}

    /**
     * A household.
     *
     * @param number with its check character
     * @param head masked
     * @param due true when the campaign wants it reached, else null; {@code reached} likewise when it has been
     * @param missed how often nobody was met, or null for never
     * @param last how the last visit ended, or null; {@code lastOn} likewise
     * @param level how well an informed member is evidenced, or null; {@code policy} is the version that is known
     * @param ask the places in the list of the three questions drawn for it; missing when there are none
     * @param code the first ten hexadecimal digits of the SHA-256 of the code on its sheet, so that a scan is recognised
     *     without a line; no code can be made from them; null when none was printed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Household(
            long id,
            String number,
            String group,
            String head,
            String state,
            @Nullable Boolean due,
            @Nullable Boolean reached,
            @Nullable Integer missed,
            @Nullable String last,
            @Nullable LocalDate lastOn,
            @Nullable String level,
            @Nullable String policy,
            @Nullable List<Integer> ask,
            @Nullable String code) {}

    /** A blank sheet; {@code household} is to whom it was given, or null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BlankSheet(
            String number, String code, @Nullable Long household) {}
}
