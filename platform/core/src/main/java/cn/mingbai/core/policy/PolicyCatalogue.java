package cn.mingbai.core.policy;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.policy.PolicyDirectory.Point;
import cn.mingbai.core.policy.PolicyDirectory.Source;
import cn.mingbai.core.policy.PolicyDirectory.Version;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The policy on record, for everybody who signs in: it is national and belongs to no division. */
@Service
public class PolicyCatalogue {

    private final PolicyDirectory directory;
    private final Access access;

    PolicyCatalogue(PolicyDirectory directory, Access access) {
        this.directory = directory;
        this.access = access;
    }

    /**
     * The code of the version in force on {@code day}.
     *
     * @throws cn.mingbai.core.error.RuleViolation when none on record was in force then
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped("national policy: no row of a division")
    public String versionInForce(LocalDate day) {
        access.require(Action.VIEW_POLICY);
        return directory.versionInForce(day);
    }

    /** All versions, oldest first. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("national policy: no row of a division")
    public List<Version> versions() {
        access.require(Action.VIEW_POLICY);
        return directory.versions();
    }

    /** All points with what each version says. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("national policy: no row of a division")
    public List<Point> points() {
        access.require(Action.VIEW_POLICY);
        return directory.points();
    }

    /** All sources. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("national policy: no row of a division")
    public List<Source> sources() {
        access.require(Action.VIEW_POLICY);
        return directory.sources();
    }
}
