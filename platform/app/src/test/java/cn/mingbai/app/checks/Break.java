package cn.mingbai.app.checks;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/** One way to break a defence in the JVM of a test; never a switch of the product. */
@FunctionalInterface
public interface Break {

    /** Breaks it, before the application starts. */
    void apply();

    /**
     * Every method of this name returns {@code value} without doing anything.
     *
     * @param type the class's full name: defences are package-private
     * @param value null, or of the type that the method returns; an int for an int
     */
    static Break returning(String type, String method, @Nullable Object value) {
        return () -> {
            Instead.VALUES.put(type + '#' + method, Optional.ofNullable(value));
            redefine(type, method, Instead.class);
        };
    }

    /** Every method of this name that makes one text of another gives back the one that it was given. */
    static Break echoing(String type, String method) {
        return () -> redefine(
                type,
                method,
                Advice.to(Echo.class)
                        .on(named(method).and(takesArgument(0, String.class)).and(returns(String.class))));
    }

    /** Every method of this name, which returns nothing, does nothing. */
    static Break skipping(String type, String method) {
        return () -> redefine(type, method, Skip.class);
    }

    /** A property of the application. */
    static Break property(String name, String value) {
        return () -> System.setProperty(name, value);
    }

    /** Something done once to the application that has started. */
    static Break running(Consumer<ApplicationContext> what) {
        return () -> Started.WAITING.add(what);
    }

    private static void redefine(String type, String method, Class<?> advice) {
        redefine(type, method, Advice.to(advice).on(named(method)));
    }

    private static void redefine(String type, String method, AsmVisitorWrapper advice) {
        var loaded = ClassUtils.resolveClassName(type, null);
        if (List.of(loaded.getDeclaredMethods()).stream()
                .noneMatch(m -> m.getName().equals(method))) {
            throw new IllegalArgumentException("expected a method " + method + " in " + type + ", but there is none");
        }
        ByteBuddyAgent.install();
        // Each redefinition begins with the class as it was compiled, so that earlier ones have to be made again.
        var broken = Redefined.VISITS.computeIfAbsent(type, t -> new ArrayList<>());
        broken.add(advice);
        var builder = new ByteBuddy().redefine(loaded);
        for (var visit : broken) {
            builder = builder.visit(visit);
        }
        builder.make().load(loaded.getClassLoader(), ClassReloadingStrategy.fromInstalledAgent());
    }

    /** How classes have been changed so far. */
    final class Redefined {

        private static final Map<String, List<AsmVisitorWrapper>> VISITS = new HashMap<>();

        private Redefined() {}
    }

    /** What the broken methods return; public because their code is copied into other packages. */
    final class Instead {

        public static final Map<String, Optional<Object>> VALUES = new ConcurrentHashMap<>();

        private Instead() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.Origin("#t") String type,
                @Advice.Origin("#m") String method,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object returned) {
            returned = VALUES.get(type + '#' + method).orElse(null);
        }
    }

    /** Leaves a method as soon as it begins. */
    final class Skip {

        private Skip() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    /** Gives back what was given. */
    final class Echo {

        private Echo() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) String given, @Advice.Return(readOnly = false) @Nullable String returned) {
            returned = given;
        }
    }

    /** What waits for an application to start. */
    final class Started {

        static final List<Consumer<ApplicationContext>> WAITING = new CopyOnWriteArrayList<>();

        private Started() {}
    }
}
