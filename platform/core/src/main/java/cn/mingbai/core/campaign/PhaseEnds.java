package cn.mingbai.core.campaign;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.digest.DigestSource;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells officers, some days before, that a phase ends. */
@Component
@Internal
class PhaseEnds implements DigestSource {

    /** Told when so many days are left, or fewer. */
    static final int DAYS = 7;

    private final CampaignDirectory campaigns;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    PhaseEnds(CampaignDirectory campaigns, Access access, Texts texts, Clock clock) {
        this.campaigns = campaigns;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "phase.ends";
    }

    @Override
    public String title() {
        return "core.digest.phase-ends";
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public List<Item> open() {
        if (!access.may(Action.VIEW_CAMPAIGN)) {
            return List.of();
        }
        var today = Times.today(clock);
        var found = new LinkedHashMap<String, Item>();
        for (var root : access.require(Action.VIEW_CAMPAIGN).roots()) {
            campaigns.covering(root, today).ifPresent(campaign -> {
                for (var phase : campaign.phases()) {
                    var last = phase.to().minusDays(1);
                    var left = ChronoUnit.DAYS.between(today, last);
                    if (!phase.from().isAfter(today) && left >= 0 && left <= DAYS) {
                        var subject = "campaign " + campaign.id().value() + " phase to " + last;
                        found.put(subject, new Item(subject, List.of(phase.name(), last.toString(), "" + left)));
                    }
                }
            });
        }
        return List.copyOf(found.values());
    }

    @Override
    public String sentence(List<Item> items, Locale locale) {
        return items.stream()
                .map(item ->
                        texts.get(locale, "core.digest.phase-end", item.words().toArray()))
                .collect(Collectors.joining(texts.get(locale, "core.digest.semicolon")));
    }

    @Override
    public String path() {
        return "campaign";
    }
}
