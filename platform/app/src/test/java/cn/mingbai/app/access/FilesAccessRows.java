package cn.mingbai.app.access;

/** Where pages offer files and take them in, and which service methods decide who may. */
final class FilesAccessRows implements AccessRows {

    @Override
    public void add(Table table) {
        core(table);
        courses(table);
        quizzes(table);
        households(table);
        materials(table);
        district(table);
    }

    private static void core(Table table) {
        table.files(
                "core.divisions.DivisionListView.<init>",
                1,
                "core.divisions.DivisionLists.parse",
                "core.divisions.DivisionLists.plan",
                "core.divisions.DivisionLists.load");
        table.files(
                "core.people.StaffImportView.<init>",
                1,
                "core.people.StaffImport.template",
                "core.people.StaffImport.plan",
                "core.people.StaffImport.apply");
    }

    private static void courses(Table table) {
        table.files("courses.authoring.LessonEditorView.askFile", 1, "courses.authoring.CoursePublishing.attach");
        table.files("courses.excuses.ExcusesView.form", 1, "courses.excuses.Excuses.propose");
        table.files("courses.followup.FollowUpView.actions", 1, "courses.followup.FollowUps.export");
        table.files("courses.heldclass.HeldClassView.actions", 1, "courses.heldclass.HeldClasses.signInSheet");
        table.files("courses.heldclass.HeldClassView.sheets", 1, "courses.heldclass.ClassSignIn.attachSheet");
        table.files("courses.ledgers.TrainingLedgersView.offer", 1, "courses.ledgers.TrainingLedgers.export");
        table.files("courses.papertest.PaperTestView.files", 1, "courses.papertest.PaperTests.attach");
        table.files(
                "courses.papertest.PaperTestView.importing",
                1,
                "courses.papertest.PaperTests.template",
                "courses.papertest.PaperTests.plan",
                "courses.papertest.PaperTests.apply");
        table.files(
                "courses.snapshots.RateSnapshotView.download",
                1,
                "courses.snapshots.RateSnapshots.pdf",
                "courses.snapshots.RateSnapshots.xlsx");
        table.files("courses.snapshots.RateSnapshotsView.fileCheck", 1, "courses.snapshots.RateSnapshots.verifyFile");
    }

    private static void quizzes(Table table) {
        table.files(
                "quizzes.answerfile.AnswerFilesView.beforeEnter",
                1,
                "quizzes.answerfile.AnswerFiles.preview",
                "quizzes.answerfile.AnswerFiles.propose");
        table.files("quizzes.bank.QuestionFilesView.addExport", 2, "quizzes.bank.QuestionExchange.export");
        table.files(
                "quizzes.bank.QuestionFilesView.addImport",
                2,
                "quizzes.bank.QuestionExchange.template",
                "quizzes.bank.QuestionExchange.plan",
                "quizzes.bank.QuestionExchange.apply");
        table.files(
                "quizzes.papertest.DrawnPapersView.importing",
                1,
                "quizzes.papertest.DrawnPapers.template",
                "quizzes.papertest.DrawnPapers.plan",
                "quizzes.papertest.DrawnPapers.apply");
        table.files(
                "quizzes.papertest.DrawnPapersView.printing",
                2,
                "quizzes.papertest.DrawnPapers.print",
                "quizzes.papertest.DrawnPapers.printKeys");
    }

    private static void households(Table table) {
        table.files(
                "households.ledger.LedgerImportView.<init>",
                1,
                "households.ledger.LedgerImport.template",
                "households.ledger.LedgerImport.plan",
                "households.ledger.LedgerImport.apply");
        table.files("households.ledgers.HouseholdLedgersView.file", 1, "households.ledgers.HouseholdLedgers.export");
        table.files(
                "households.ledgers.HouseholdLedgersView.unmasked",
                1,
                "households.ledgers.HouseholdLedgers.exportUnmasked");
        table.files("households.visitapp.PhoneFileView.<init>", 1, "households.visitapp.PhoneFiles.take");
    }

    private static void materials(Table table) {
        table.files("materials.boards.BoardPlaceView.print", 1, "materials.boards.BoardOrders.print");
        table.files("materials.boards.BoardsView.actions", 1, "materials.boards.Boards.export");
        table.files("materials.boards.BoardsView.printLeft", 1, "materials.boards.BoardOrders.printLeft");
        table.files("materials.cards.CardsView.offer", 1, "materials.cards.WorkerCards.print");
        table.files("materials.cards.CardsView.order", 1, "materials.cards.WorkerCards.preview");
        table.files("materials.leaflets.PrintView.sample", 1, "materials.leaflets.Leaflets.preview");
        table.files("materials.texts.TextEditorView.preview", 1, "materials.texts.TextDesk.preview");
        table.files("materials.texts.TextView.file", 1, "materials.texts.TextUses.write");
        table.files("materials.texts.TextView.scriptFile", 1, "materials.texts.TextUses.script");
    }

    private static void district(Table table) {
        table.files(
                "district.acceptance.AcceptanceRecordView.download",
                1,
                "district.acceptance.Acceptances.pdf",
                "district.acceptance.Acceptances.xlsx");
        table.files(
                "district.acceptance.AcceptanceView.download",
                1,
                "district.acceptance.Acceptances.pdf",
                "district.acceptance.Acceptances.xlsx");
        table.files(
                "district.bulletins.BulletinView.download",
                1,
                "district.bulletins.Bulletins.pdf",
                "district.bulletins.Bulletins.xlsx");
        table.files("district.cockpit.CockpitView.export", 1, "district.figures.DistrictFigures.export");
        table.files(
                "district.inspections.InspectionView.file",
                1,
                "district.inspections.Inspections.listText",
                "district.inspections.Inspections.drawText");
        table.files("district.inspections.InspectionView.lead", 1, "district.inspections.RouteSheets.print");
        table.files("district.inspections.InspectionView.steps", 1, "district.inspections.Inspections.ledger");
        table.files("district.ledgers.LedgersView.offer", 1, "district.ledgers.Ledgers.export");
        table.files("district.ledgers.LedgersView.unmasked", 1, "district.ledgers.Ledgers.exportUnmasked");
        table.files(
                "district.snapshots.OutreachSnapshotView.download",
                1,
                "district.snapshots.OutreachSnapshots.pdf",
                "district.snapshots.OutreachSnapshots.xlsx");
        table.files(
                "district.snapshots.SealedReportsView.fileCheck", 1, "district.snapshots.OutreachSnapshots.verifyFile");
    }
}
