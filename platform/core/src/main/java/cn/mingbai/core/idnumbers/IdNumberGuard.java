package cn.mingbai.core.idnumbers;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Service;

/**
 * No service takes an ID number in, in whatever field it was typed: every text that crosses the border of the system is
 * looked at before anything is done. What comes as bytes is looked at where it is read.
 */
@Configuration(proxyBeanMethods = false)
class IdNumberGuard {

    private static final int DEEPEST = 8;

    private static final ClassValue<Method[]> PARTS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(part ->
                            !part.getType().isPrimitive() && !part.getType().isEnum())
                    .map(part -> {
                        part.getAccessor().setAccessible(true);
                        return part.getAccessor();
                    })
                    .toArray(Method[]::new);
        }
    };

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor idNumbersRefused() {
        var advisor = new DefaultPointcutAdvisor(
                new AnnotationMatchingPointcut(Service.class, true), (MethodInterceptor) call -> {
                    for (var argument : call.getArguments()) {
                        refuse(argument, 0);
                    }
                    return call.proceed();
                });
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }

    private static void refuse(@Nullable Object value, int depth) {
        if (value == null || depth > DEEPEST) {
            return;
        }
        switch (value) {
            case String text -> IdNumbers.none(text);
            case Record parts -> {
                for (var part : PARTS.get(parts.getClass())) {
                    refuse(read(part, parts), depth + 1);
                }
            }
            case Collection<?> all -> all.forEach(each -> refuse(each, depth + 1));
            case Map<?, ?> map ->
                map.forEach((key, each) -> {
                    refuse(key, depth + 1);
                    refuse(each, depth + 1);
                });
            case Optional<?> optional -> optional.ifPresent(each -> refuse(each, depth + 1));
            default -> {
                if (value.getClass().isArray()
                        && !value.getClass().getComponentType().isPrimitive()) {
                    for (var i = 0; i < Array.getLength(value); i++) {
                        refuse(Array.get(value, i), depth + 1);
                    }
                }
            }
        }
    }

    private static @Nullable Object read(Method part, Record parts) {
        try {
            return part.invoke(parts);
        } catch (IllegalAccessException | InvocationTargetException unreadable) {
            throw new IllegalStateException("expected to read " + part, unreadable);
        }
    }
}
