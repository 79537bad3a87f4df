package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.Posted;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.settings.SettingDirectory;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What stands behind the placeholders in a village: its settings, own and inherited, its names, its outreach worker. */
@Component
@Internal
public class LeafletValues {

    /** The village's name today. */
    public static final String VILLAGE = "village";

    /** The name of the town or street above it. */
    public static final String TOWN = "town";

    /** The name of the outreach worker (A). */
    public static final String OUTREACH_NAME = "outreach.name";
    /** The phone of the outreach worker (A). */
    public static final String OUTREACH_PHONE = "outreach.phone";

    private final SettingDirectory settings;
    private final DivisionDirectory divisions;
    private final PostingDirectory postings;

    LeafletValues(SettingDirectory settings, DivisionDirectory divisions, PostingDirectory postings) {
        this.settings = settings;
        this.divisions = divisions;
        this.postings = postings;
    }

    /** The values that may stand on a page open to everyone: all but the outreach worker's. */
    public Map<String, String> open(DivisionId village, LocalDate day) {
        var values = new HashMap<String, String>();
        settings.inForce(village, day)
                .forEach((key, setting) -> values.put(key.key(), setting.value().strip()));
        for (var division : divisions.chain(village, day)) {
            if (division.id().equals(village)) {
                values.put(VILLAGE, division.name());
            } else if (division.level() == Level.TOWNSHIP) {
                values.put(TOWN, division.name());
            }
        }
        return values;
    }

    /** The values for print, with name and phone of the outreach worker (A). */
    public Map<String, String> forPrint(DivisionId village, LocalDate day) {
        var values = open(village, day);
        var workersA = postings.below(village, day, new AsOf(day, day)).stream()
                .filter(posted -> posted.division().equals(village) && posted.duty() == Duty.OUTREACH_A)
                .map(Posted::person)
                .collect(Collectors.toSet());
        postings.outreachWorkers(village, day).stream()
                .filter(worker -> workersA.contains(worker.person()))
                .findFirst()
                .ifPresent(worker -> {
                    values.put(OUTREACH_NAME, worker.name());
                    if (worker.phone() != null && !worker.phone().isBlank()) {
                        values.put(OUTREACH_PHONE, worker.phone());
                    }
                });
        return values;
    }
}
