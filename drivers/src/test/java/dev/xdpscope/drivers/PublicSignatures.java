package dev.xdpscope.drivers;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What types the public members of classes take and give, type arguments included. */
final class PublicSignatures {
    private PublicSignatures() {}

    /** The packages of all that a class shows, but for the JDK's. */
    static Set<String> packages(JavaClass of) {
        Set<String> packages = new TreeSet<>();
        types(of).forEach(shown -> packages.add(shown.type().getPackageName()));
        return packages;
    }

    /** Requires that classes show types of some packages and of the JDK only. */
    static ArchCondition<JavaClass> areMadeOf(Set<String> packages) {
        return new ArchCondition<>("have public signatures made of " + String.join(", ", packages)) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                types(item).filter(shown -> !packages.contains(shown.type().getPackageName()))
                        .forEach(shown -> events.add(SimpleConditionEvent.violated(item,
                                shown.by() + " shows " + shown.type().getName())));
            }
        };
    }

    private record Shown(String by, JavaClass type) {}

    private static Stream<Shown> types(JavaClass of) {
        Stream<Shown> heads = Stream.concat(of.getSuperclass().stream(), of.getInterfaces().stream())
                .flatMap(type -> ours(of.getFullName(), type));
        return Stream.concat(heads, of.getMembers().stream().filter(PublicSignatures::isShown)
                .flatMap(member -> types(member).flatMap(type -> ours(member.getFullName(), type))));
    }

    private static boolean isShown(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<JavaType> types(JavaMember member) {
        return switch (member) {
            case JavaCodeUnit code -> Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
            case JavaField field -> Stream.of(field.getType());
            default -> throw new IllegalArgumentException(member.getFullName());
        };
    }

    private static Stream<Shown> ours(String by, JavaType type) {
        Set<JavaClass> found = new HashSet<>();
        type.getAllInvolvedRawTypes().forEach(raw -> found.add(raw.getBaseComponentType()));
        return found.stream().filter(c -> !c.isPrimitive() && !c.getPackageName().startsWith("java."))
                .map(c -> new Shown(by, c));
    }
}
