package cn.mingbai.district.acceptance;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.materials.boards.BoardFigures;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the data say of a town on a day, from which the lines of its sheet are judged.
 *
 * @param people the people of the town and its villages
 * @param coverage the households of its villages
 * @param villages how many villages it has, and {@code withoutWorker} how many of them without an outreach worker A
 * @param boards how its boards stand
 * @param phonesMissing which of {@link #PHONES} it has not
 * @param bulletins how many bulletins were made of it for the phase, and {@code lastBulletin} until which day the last
 *     one speaks
 */
record TownFacts(
        Division town,
        Tally people,
        Figures coverage,
        int villages,
        int withoutWorker,
        BoardFigures boards,
        List<SettingKey> phonesMissing,
        int bulletins,
        @Nullable LocalDate lastBulletin,
        Checks checks) {

    /** Both levels' phones, to ask and to report. */
    static final List<SettingKey> PHONES = List.of(
            SettingKey.PHONE_DISTRICT_ADVICE,
            SettingKey.PHONE_DISTRICT_REPORT,
            SettingKey.PHONE_TOWN_ADVICE,
            SettingKey.PHONE_TOWN_REPORT);

    /**
     * The inspections of the town's villages in the phase.
     *
     * @param finished how many came to their end, and {@code open} how many did not
     * @param failed how many of the finished found more missed than their plan allows and want a second draw
     * @param failedTwice how many did, and their second draw as well
     * @param drawn how many of the town's households were to be checked
     * @param aware 知晓率, of those asked
     * @param satisfied 满意度, of those asked
     * @param problems how many problems are put right, of those found
     * @param words what each finished one found and proves: the count first, then the bound
     * @param only the only inspection, to open it; 0 when there is none or more than one
     */
    record Checks(
            int finished,
            int open,
            int failed,
            int failedTwice,
            int drawn,
            int verified,
            int missed,
            int refused,
            int notFound,
            Share aware,
            Share satisfied,
            Share problems,
            List<Said> words,
            long only) {

        /** Whether at least one is finished and none leaves it open whether a village fails. */
        boolean isPassed() {
            return finished > 0 && failed == 0 && failedTwice == 0;
        }

        static final Checks NONE =
                new Checks(0, 0, 0, 0, 0, 0, 0, 0, 0, Share.EMPTY, Share.EMPTY, Share.EMPTY, List.of(), 0);
    }
}
