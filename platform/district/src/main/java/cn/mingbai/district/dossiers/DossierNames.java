package cn.mingbai.district.dossiers;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.retention.KeptNames;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Dossiers with names, which go when a campaign is closed and names are destroyed. */
@Component
@Internal
class DossierNames implements KeptNames {

    private final DossierRows rows;
    private final DossierFolder folder;
    private final Audit audit;
    private final Clock clock;

    DossierNames(DossierRows rows, DossierFolder folder, Audit audit, Clock clock) {
        this.rows = rows;
        this.folder = folder;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "district.dossier.kept";
    }

    @Override
    public long count(Collection<DivisionId> villages) {
        return rows.withNamesOf(villages).size();
    }

    @Override
    public long destroy(DivisionId village) {
        var dossiers = rows.withNamesOf(List.of(village));
        for (var dossier : dossiers) {
            folder.destroy(dossier);
            if (rows.destroy(dossier, clock.instant())) {
                audit.record("dossier.destroy", "dossier " + dossier.value(), null, "the campaign is closed");
            }
        }
        return dossiers.size();
    }
}
