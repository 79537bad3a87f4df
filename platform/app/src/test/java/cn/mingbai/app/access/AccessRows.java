package cn.mingbai.app.access;

import java.util.List;

/** The rows of one module: what it seeds in every division, and a row for each method, route and endpoint. */
interface AccessRows {

    /** All of them; a module's first row also puts its class here. */
    List<AccessRows> ALL = List.of(
            new CoreAccessRows(),
            new MechanismsAccessRows(),
            new PeopleAccessRows(),
            new IdentityAccessRows(),
            new CoursesAccessRows(),
            new AuthoringAccessRows(),
            new FollowUpAccessRows(),
            new ClassesAccessRows(),
            new ExcusesAccessRows(),
            new SnapshotsAccessRows(),
            new MergesAccessRows(),
            new CertificatesAccessRows(),
            new HouseholdsAccessRows(),
            new PhonesAccessRows(),
            new OutreachPaperAccessRows(),
            new MaterialsAccessRows(),
            new PrintAccessRows(),
            new BoardsAccessRows(),
            new TextsAccessRows(),
            new LedgerAccessRows(),
            new OutreachAccessRows(),
            new DistrictAccessRows(),
            new BulletinsAccessRows(),
            new ReportsAccessRows(),
            new InspectionsAccessRows(),
            new CheckRecordsAccessRows(),
            new OutreachSnapshotsAccessRows(),
            new AcceptanceAccessRows(),
            new DossiersAccessRows(),
            new QuizzesAccessRows(),
            new QuestionBankAccessRows(),
            new QuizOfficersAccessRows(),
            new PapersAccessRows(),
            new FilesAccessRows());

    /** Puts facts that bear {@code target.canary()} into the division, through public services. */
    default void seed(Fixture fixture, Target target) {}

    /** Adds the module's rows. */
    void add(Table table);
}
