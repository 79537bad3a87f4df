package cn.mingbai.core.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.OUTREACH_WORKER;
import static cn.mingbai.core.access.Role.SECURITY_ADMINISTRATOR;
import static cn.mingbai.core.access.Role.STAFF;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import java.util.Set;

/** The table role × action: what each role may do inside its reach. */
public enum Action {
    VIEW_DIVISIONS(
            ADMINISTRATOR,
            SECURITY_ADMINISTRATOR,
            DISTRICT_OFFICER,
            TOWN_OFFICER,
            STAFF,
            OUTREACH_WORKER,
            INSPECTOR,
            AUDITOR),
    EDIT_DIVISIONS(ADMINISTRATOR),
    VIEW_PEOPLE(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER),
    EDIT_PEOPLE(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER),
    /** Two records become one person, or two again. */
    APPROVE_MERGES(ADMINISTRATOR, DISTRICT_OFFICER),
    ISSUE_FIRST_LOG_IN_CODE(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER),
    /** Sees who holds which role by grant. */
    VIEW_GRANTS(ADMINISTRATOR, SECURITY_ADMINISTRATOR),
    GRANT_ROLES(SECURITY_ADMINISTRATOR),
    /** Ends all sessions of a person. */
    END_SESSIONS(SECURITY_ADMINISTRATOR),
    /** Makes a person enrol an authenticator anew. */
    RESET_SECOND_FACTOR(SECURITY_ADMINISTRATOR),
    VIEW_SETTINGS(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR),
    EDIT_SETTINGS(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER),
    VIEW_POLICY(
            ADMINISTRATOR,
            SECURITY_ADMINISTRATOR,
            DISTRICT_OFFICER,
            TOWN_OFFICER,
            STAFF,
            OUTREACH_WORKER,
            INSPECTOR,
            AUDITOR),
    VIEW_CAMPAIGN(
            ADMINISTRATOR,
            SECURITY_ADMINISTRATOR,
            DISTRICT_OFFICER,
            TOWN_OFFICER,
            STAFF,
            OUTREACH_WORKER,
            INSPECTOR,
            AUDITOR),
    EDIT_CAMPAIGN(DISTRICT_OFFICER),
    /** Sees what phases ask for, and the sheets by which towns are accepted. */
    VIEW_ACCEPTANCE(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR),
    /** Accepts towns for a phase; two officers. */
    ACCEPT_PHASES(DISTRICT_OFFICER),
    STUDY(
            ADMINISTRATOR,
            SECURITY_ADMINISTRATOR,
            DISTRICT_OFFICER,
            TOWN_OFFICER,
            STAFF,
            OUTREACH_WORKER,
            INSPECTOR,
            AUDITOR),
    /** Writes courses; publishes and withdraws them with a second person. */
    EDIT_COURSES(DISTRICT_OFFICER),
    /** Writes questions; takes them into and out of use with a second person. */
    EDIT_QUESTIONS(DISTRICT_OFFICER),
    VIEW_REQUIREMENTS(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR),
    EDIT_REQUIREMENTS(DISTRICT_OFFICER),
    VIEW_EXCUSES(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR),
    EDIT_EXCUSES(DISTRICT_OFFICER, TOWN_OFFICER),
    /** Who is excused is not in the denominator: the district decides that, not the unit whose figure it is. */
    APPROVE_EXCUSES(DISTRICT_OFFICER),
    VIEW_TRAINING_RATE(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR),
    /** Calls, prints and exports who misses what, with phones. */
    FOLLOW_UP(DISTRICT_OFFICER, TOWN_OFFICER),
    VIEW_TRAINED_PEOPLE(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR),
    /** Plans held classes, notes who came, enters paper tests, proposes and decides reversals. */
    RECORD_TRAINING(DISTRICT_OFFICER, TOWN_OFFICER),
    /** Chooses the columns of the training ledgers for a district. */
    CHOOSE_LEDGER_COLUMNS(DISTRICT_OFFICER),
    /** Reads sealed reports of a whole district, verifies and compares them. */
    VIEW_SNAPSHOTS(DISTRICT_OFFICER, AUDITOR),
    SEAL_SNAPSHOTS(DISTRICT_OFFICER),
    VIEW_LEDGER(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER),
    EDIT_LEDGER(DISTRICT_OFFICER, TOWN_OFFICER),
    /** Who is excluded is not in the denominator: the district decides that, not the unit whose figure it is. */
    APPROVE_EXCLUSIONS(DISTRICT_OFFICER),
    /** Writes what is printed; brings it into force and takes it out with a second person. */
    EDIT_TEXTS(DISTRICT_OFFICER),
    PRINT_LEAFLETS(DISTRICT_OFFICER, TOWN_OFFICER),
    VIEW_BOARDS(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR),
    /** Enters places of boards, prints boards, withdraws what was recorded by mistake. */
    EDIT_BOARDS(DISTRICT_OFFICER, TOWN_OFFICER),
    /** Posts, checks and takes down boards. */
    RECORD_BOARD(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER),
    RECORD_VISIT(OUTREACH_WORKER),
    /** Puts the visit app on a phone of one's own: to record visits, or to check households of an inspection. */
    REGISTER_PHONE(DISTRICT_OFFICER, OUTREACH_WORKER, INSPECTOR),
    /** Enters what was noted on paper or is left on a phone: a worker's own, or for one, as an officer. */
    ENTER_PAPER(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER),
    /** Seals the ledgers of a campaign that is over and sets the day on which names are destroyed; two officers. */
    CLOSE_CAMPAIGN(DISTRICT_OFFICER),
    VIEW_COVERAGE(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR),
    /** Sees at which doors an inspector may look first. */
    VIEW_NOTICED_DOORS(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR),
    EXPORT_FIGURES(DISTRICT_OFFICER, TOWN_OFFICER),
    /** Makes and withdraws the keys by which other systems read figures and ledgers. */
    MANAGE_FEED(DISTRICT_OFFICER),
    VIEW_INSPECTIONS(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR),
    /** Plans inspections, freezes their lists, writes the inspector's number, records what was found. */
    INSPECT(DISTRICT_OFFICER, INSPECTOR),
    /** Writes the number of the side that is inspected. */
    ANSWER_INSPECTION(TOWN_OFFICER),
    /** Decides proposals of others and sees the own; each kind asks for its own action besides. */
    DECIDE_APPROVALS(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER),
    /** Is told of what is new, once a day at most. */
    READ_DIGEST(DISTRICT_OFFICER, TOWN_OFFICER),
    /** Sees, stops and repeats background jobs of the reach; everybody handles the own. */
    HANDLE_JOBS(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER),
    /** Is told when a disk of the server is running full. */
    WATCH_DISKS(ADMINISTRATOR),
    VIEW_AUDIT(AUDITOR);

    private final Set<Role> roles;

    Action(Role... roles) {
        this.roles = Set.of(roles);
    }

    /** The roles that may do this inside their reach. */
    public Set<Role> roles() {
        return roles;
    }
}
