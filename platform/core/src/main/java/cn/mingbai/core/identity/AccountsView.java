package cn.mingbai.core.identity;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.identity.Accounts.Grant;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.ui.DialogFocus;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which role where by grant. The security administrator grants to somebody on the roster, adds an inspector or
 * auditor, and revokes; the system administrator gives log-in codes.
 */
@Route("accounts")
@Menu(title = "core.accounts.title", order = 90, icon = "vaadin:key")
@PermitAll
@OpenTo(Action.VIEW_GRANTS)
class AccountsView extends VerticalLayout implements HasDynamicTitle {

    private static final List<Role> GRANTABLE = Arrays.stream(Role.values())
            .filter(role -> role != Role.STAFF && role != Role.OUTREACH_WORKER)
            .toList();

    private final Accounts accounts;
    private final SecondFactors factors;
    private final List<Division> divisions;
    private final boolean grants;
    private final boolean gives;
    private final Div list = new Div();

    AccountsView(Accounts accounts, SecondFactors factors, Divisions divisions) {
        this.accounts = accounts;
        this.factors = factors;
        grants = divisions.may(Action.GRANT_ROLES);
        gives = divisions.may(Action.ISSUE_FIRST_LOG_IN_CODE);
        this.divisions = grants ? divisions.reachable(Action.GRANT_ROLES) : List.of();
        addClassName("mb-page");
        var lead = new Paragraph(getTranslation("core.accounts.lead"));
        lead.addClassName("mb-quiet");
        var grant = new Button(getTranslation("core.accounts.grant"), click -> askGrant());
        grant.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        grant.setId("grant");
        var add = new Button(getTranslation("core.accounts.add"), click -> askAdd());
        add.setId("add");
        var end = new Button(
                getTranslation("core.accounts.end-sessions"),
                click -> askNumber(
                        "core.accounts.end-sessions",
                        "core.accounts.end-sessions.text",
                        "core.accounts.sessions-ended",
                        accounts::endSessions));
        end.setId("end-sessions");
        var reset = new Button(
                getTranslation("core.accounts.reset-factor"),
                click -> askNumber(
                        "core.accounts.reset-factor", "core.accounts.reset-factor.text", null, this::resetFactor));
        reset.setId("reset-factor");
        var disable = new Button(
                getTranslation("core.accounts.disable"),
                click -> askNumber(
                        "core.accounts.disable",
                        "core.accounts.disable.text",
                        "core.accounts.disabled",
                        accounts::disable));
        disable.setId("disable");
        var actions = new Div(grant, add, end, disable, reset);
        actions.addClassName("mb-as-of");
        actions.setVisible(grants);
        list.setWidthFull();
        add(lead, actions, list);
        show();
    }

    private void show() {
        list.removeAll();
        var table = new FigureTable(getTranslation("core.accounts.title"))
                .column(getTranslation("core.accounts.person"), Column.TEXT)
                .column(getTranslation("core.accounts.role"), Column.TEXT)
                .column(getTranslation("core.accounts.division"), Column.TEXT)
                .column(getTranslation("core.accounts.since"), Column.WIDE_TEXT)
                .column(getTranslation("core.accounts.sign-in"), Column.WIDE_TEXT)
                .column(getTranslation("core.accounts.actions"), Column.TEXT);
        for (var grant : accounts.grants()) {
            var number = new Span(" " + grant.staffNumber());
            number.addClassName("mb-quiet");
            var actions = new Div();
            if (gives) {
                actions.add(codeLink(grant));
            }
            if (grants) {
                actions.add(revokeButton(grant));
            }
            table.row(
                    new Div(new Span(grant.personName()), number),
                    roleName(grant.role()),
                    grant.divisionName(),
                    grant.from(),
                    getTranslation(grant.canSignIn() ? "core.accounts.can-sign-in" : "core.accounts.no-password"),
                    actions);
        }
        list.add(table);
    }

    private Anchor codeLink(Grant grant) {
        return new Anchor("first-login-codes?person=" + grant.person().value(), getTranslation("core.accounts.code"));
    }

    private Button revokeButton(Grant grant) {
        var revoke = new Button(getTranslation("core.accounts.revoke"), click -> askRevoke(grant));
        revoke.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ERROR);
        return revoke;
    }

    private void askRevoke(Grant grant) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("core.accounts.revoke.title"));
        dialog.setText(getTranslation(
                "core.accounts.revoke.text", grant.personName(), grant.divisionName(), roleName(grant.role())));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.accounts.cancel"));
        dialog.setConfirmText(getTranslation("core.accounts.revoke"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirm -> {
            if (Notices.attempt(this, () -> accounts.revoke(grant.id()))) {
                Notices.done(this, "core.accounts.revoked");
                show();
            }
        });
        dialog.open();
    }

    private void askGrant() {
        var number = new TextField(getTranslation("core.accounts.number"));
        number.setHelperText(getTranslation("core.accounts.number-hint"));
        var role = roles(GRANTABLE);
        var division = divisionBox();
        open("core.accounts.grant", "core.accounts.granted", List.of(number, role, division), () -> {
            requireChosen(role, division);
            accounts.grantByNumber(new StaffNumber(number.getValue().strip()), role.getValue(), id(division));
        });
    }

    private void askNumber(String title, String text, @Nullable String done, Consumer<StaffNumber> act) {
        var number = new TextField(getTranslation("core.accounts.number"));
        number.setHelperText(getTranslation(text));
        open(
                title,
                done,
                List.of(number),
                () -> act.accept(new StaffNumber(number.getValue().strip())));
    }

    private void resetFactor(StaffNumber number) {
        var reset = factors.reset(number);
        var told = new ConfirmDialog();
        told.setHeader(getTranslation("core.accounts.reset-factor"));
        told.setText(
                getTranslation("core.accounts.reset-factor.done", reset.personName(), reset.code(), reset.lastDay()));
        told.setConfirmText(getTranslation("core.identity.factor.codes-kept"));
        told.open();
    }

    private void askAdd() {
        var name = new TextField(getTranslation("core.accounts.name"));
        name.setMaxLength(60);
        var number = new TextField(getTranslation("core.accounts.new-number"));
        var role = roles(List.of(Role.INSPECTOR, Role.AUDITOR));
        var division = divisionBox();
        open("core.accounts.add", "core.accounts.added", List.of(name, number, role, division), () -> {
            requireChosen(role, division);
            accounts.addWithRole(
                    new StaffNumber(number.getValue().strip()), name.getValue(), role.getValue(), id(division));
        });
    }

    private void open(
            String title,
            @Nullable String done,
            List<? extends com.vaadin.flow.component.Component> fields,
            Runnable act) {
        var dialog = new Dialog(getTranslation(title));
        var form = new VerticalLayout();
        form.setPadding(false);
        fields.forEach(field -> {
            ((com.vaadin.flow.component.HasSize) field).setWidthFull();
            form.add(field);
        });
        dialog.add(form);
        dialog.setWidth("26rem");
        var save = new Button(getTranslation(title), click -> {
            if (Notices.attempt(this, act)) {
                dialog.close();
                if (done != null) {
                    Notices.done(this, done);
                }
                show();
            }
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        if (fields.size() == 1) {
            // Where there is more to fill in, Enter may be meant for a list.
            save.addClickShortcut(Key.ENTER);
        }
        DialogFocus.on(dialog, fields.getFirst());
        dialog.getFooter().add(new Button(getTranslation("core.accounts.cancel"), click -> dialog.close()), save);
        dialog.open();
    }

    private static void requireChosen(ComboBox<Role> role, ComboBox<Division> division) {
        if (role.getValue() == null || division.getValue() == null) {
            throw new cn.mingbai.core.error.RuleViolation("core.accounts.choose");
        }
    }

    private static cn.mingbai.core.divisions.DivisionId id(ComboBox<Division> division) {
        return division.getValue().id();
    }

    private ComboBox<Role> roles(List<Role> offered) {
        var box = new ComboBox<Role>(getTranslation("core.accounts.role"));
        box.setItems(offered);
        box.setItemLabelGenerator(this::roleName);
        return box;
    }

    private ComboBox<Division> divisionBox() {
        var box = new ComboBox<Division>(getTranslation("core.accounts.division"));
        box.setItems(divisions);
        box.setItemLabelGenerator(
                division -> division.name() + " " + division.code().value());
        return box;
    }

    private String roleName(Role role) {
        return getTranslation("core.role." + role.name());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.accounts.title");
    }
}
