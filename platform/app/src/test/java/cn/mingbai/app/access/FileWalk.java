package cn.mingbai.app.access;

import cn.mingbai.app.OurClasses;
import cn.mingbai.core.access.NotDivisionScoped;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Finds where pages offer files or take them in, from the compiled classes: wherever Vaadin is handed something that answers a
 * request of its own. Where a part of {@code core.ui} does that for views, each use of the part counts instead.
 */
final class FileWalk {

    /** What answers requests of its own; the latter three are of earlier versions of the framework. */
    private static final List<String> HANDLERS = List.of(
            "com.vaadin.flow.server.streams.ElementRequestHandler",
            "com.vaadin.flow.server.AbstractStreamResource",
            "com.vaadin.flow.server.StreamVariable",
            "com.vaadin.flow.server.RequestHandler");

    private static final String STREAMS = "com.vaadin.flow.server.streams";

    /** What takes files in by itself, without being handed a handler. */
    private static final String UPLOAD = "com.vaadin.flow.component.upload.Upload";

    private static final String PARTS = "cn.mingbai.core.ui";

    private static final Map<JavaClass, List<JavaClass>> BY_TOP_LEVEL =
            OurClasses.ALL.stream().collect(Collectors.groupingBy(FileWalk::topLevel));

    private FileWalk() {}

    /** How often each method of ours does so, by class without {@code cn.mingbai.} and name of the method. */
    static Map<String, Integer> places() {
        var parts = parts();
        return calls(OurClasses.ALL.stream()
                        .filter(type -> !type.getPackageName().equals(PARTS)))
                .filter(call ->
                        isDirect(call) || parts.contains(call.getTarget().getFullName()))
                .collect(Collectors.toMap(call -> place(call.getOrigin()), call -> 1, Integer::sum, TreeMap::new));
    }

    /** The methods of services that a class, what is nested in it and the other parts of its package without a service call. */
    static Set<String> services(String place) {
        var view = topLevel(OurClasses.ALL.get("cn.mingbai." + place.substring(0, place.lastIndexOf('.'))));
        var seen = new HashSet<JavaClass>();
        var services = new TreeSet<String>();
        var next = new ArrayList<>(List.of(view));
        while (!next.isEmpty()) {
            var type = next.removeLast();
            if (seen.add(type)) {
                calls(BY_TOP_LEVEL.getOrDefault(type, List.of()).stream()).forEach(call -> {
                    var owner = call.getTargetOwner();
                    if (owner.isAnnotatedWith(Service.class)) {
                        services.add(place(owner, call.getName()));
                    } else if (owner.getPackageName().equals(view.getPackageName())
                            && !topLevel(owner).isAnnotatedWith(Service.class)) {
                        next.add(topLevel(owner));
                    }
                });
            }
        }
        return services;
    }

    /** Whether every method of this name says why it needs no row: it touches nothing that belongs to a division. */
    static boolean isOfNoDivision(String service) {
        var at = service.lastIndexOf('.');
        var named = OurClasses.ALL.get("cn.mingbai." + service.substring(0, at)).getMethods().stream()
                .filter(method -> method.getName().equals(service.substring(at + 1)))
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .toList();
        return !named.isEmpty() && named.stream().allMatch(method -> method.isAnnotatedWith(NotDivisionScoped.class));
    }

    // What of core.ui hands a handler on, or uses what does.
    private static Set<String> parts() {
        var found = new HashSet<String>();
        while (true) {
            var more = calls(OurClasses.ALL.stream()
                            .filter(type -> type.getPackageName().equals(PARTS)))
                    .filter(call ->
                            isDirect(call) || found.contains(call.getTarget().getFullName()))
                    .flatMap(call -> Stream.of(call.getOrigin()))
                    .map(JavaCodeUnit::getFullName)
                    .collect(Collectors.toSet());
            if (!found.addAll(more)) {
                return found;
            }
        }
    }

    private static Stream<JavaCodeUnitAccess<?>> calls(Stream<JavaClass> types) {
        return types.flatMap(type -> Stream.concat(
                        type.getCodeUnitCallsFromSelf().stream(), type.getCodeUnitReferencesFromSelf().stream()))
                // Written by the compiler, for lambdas that are stored with a session.
                .filter(call -> !call.getOrigin().getName().equals("$deserializeLambda$"));
    }

    private static boolean isDirect(JavaCodeUnitAccess<?> call) {
        var target = call.getTarget();
        return target.getRawParameterTypes().stream().anyMatch(FileWalk::isHandler)
                || target.getOwner().getName().equals(UPLOAD)
                        && target.getName().equals("<init>")
                        && !call.getOriginOwner().isAssignableTo(UPLOAD);
    }

    // A type that our classes name nowhere but in a call is known by its name only.
    private static boolean isHandler(JavaClass type) {
        return type.getPackageName().equals(STREAMS) && type.getSimpleName().endsWith("Handler")
                || HANDLERS.stream().anyMatch(type::isAssignableTo);
    }

    private static JavaClass topLevel(JavaClass type) {
        var top = type;
        while (top.getEnclosingClass().isPresent()) {
            top = top.getEnclosingClass().get();
        }
        return top;
    }

    private static String place(JavaCodeUnit origin) {
        return place(origin.getOwner(), origin.getName());
    }

    private static String place(JavaClass owner, String name) {
        return owner.getName().replaceFirst("^cn\\.mingbai\\.", "") + "." + name;
    }
}
