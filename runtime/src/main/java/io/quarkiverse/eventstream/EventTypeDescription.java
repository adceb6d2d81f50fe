package io.quarkiverse.eventstream;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.runtime.text.Expressions;

/**
 * The attributes of an {@link EventType}, with defaults from the types above it, and with expressions expanded. Immutable.
 */
public final class EventTypeDescription {

    private static final ClassValue<Optional<EventTypeDescription>> KNOWN = new ClassValue<>() {

        @Override
        protected Optional<EventTypeDescription> computeValue(Class<?> type) {
            return describe(type);
        }
    };

    private final Class<?> type;
    private final String topic;
    private final String name;
    private final String namespace;
    private final int version;
    private final Optional<Member> key;

    private EventTypeDescription(Class<?> type, String topic, String name, String namespace, int version,
            Optional<Member> key) {
        this.type = type;
        this.topic = topic;
        this.name = name;
        this.namespace = namespace;
        this.version = version;
        this.key = key;
    }

    /**
     * The description of a class that has one, or whose nearest annotated superclass has one: a proxy has the type of its object.
     *
     * @param type the class; not null
     * @return the description
     * @throws IllegalArgumentException if there is none
     * @throws IllegalStateException if an expression needs a property that is not set
     */
    public static EventTypeDescription of(Class<?> type) {
        return find(type).orElseThrow(() -> new IllegalArgumentException(OutgoingEvent.Builder.class.equals(type)
                ? "An OutgoingEvent.Builder can't be published: call its method build()"
                : type.getName() + " has no event type: annotate it with @EventType, or use OutgoingEvent.builder(name)"));
    }

    /**
     * As {@link #of}, for any class.
     *
     * @param type the class; not null
     * @return empty if there is none
     * @throws IllegalStateException if an expression needs a property that is not set
     */
    public static Optional<EventTypeDescription> find(Class<?> type) {
        return KNOWN.get(type).map(EventTypeDescription::expanded);
    }

    /**
     * The descriptions of the classes that a sealed type permits, or of the class itself.
     *
     * @param type a class with {@link EventType}, or a sealed type that permits such; not null
     * @return in the order of the declaration
     * @throws IllegalArgumentException if one of the classes has no {@link EventType}
     * @throws IllegalStateException if an expression needs a property that is not set
     */
    public static List<EventTypeDescription> family(Class<?> type) {
        return type.isSealed() && Modifier.isAbstract(type.getModifiers())
                ? Stream.of(type.getPermittedSubclasses()).map(EventTypeDescription::family).flatMap(List::stream).toList()
                : List.of(of(type));
    }

    private static Optional<EventTypeDescription> describe(Class<?> type) {
        EventType own = type.getDeclaredAnnotation(EventType.class);
        if (own == null) {
            return type.getSuperclass() == null || Modifier.isAbstract(type.getSuperclass().getModifiers())
                    ? Optional.empty()
                    : KNOWN.get(type.getSuperclass());
        }
        List<Class<?>> all = withTypesAbove(type);
        return Optional.of(new EventTypeDescription(type, first(all, EventType::topic), own.name(),
                first(all, EventType::namespace), own.version(), key(all)));
    }

    /** The class, then those above it, the nearest first. */
    private static List<Class<?>> withTypesAbove(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>(List.of(type));
        List<Class<?>> level = List.of(type);
        while (!level.isEmpty()) {
            level = level.stream().flatMap(each -> Stream.concat(Stream.ofNullable(each.getSuperclass()),
                    Stream.of(each.getInterfaces()))).filter(found::add).toList();
        }
        return new ArrayList<>(found);
    }

    private static String first(List<Class<?>> types, Function<EventType, String> attribute) {
        return types.stream().map(type -> type.getDeclaredAnnotation(EventType.class)).filter(annotation -> annotation != null)
                .map(attribute).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    /** A method first: the accessor of a record's component is annotated as well as its field. */
    private static Optional<Member> key(List<Class<?>> types) {
        return types.stream().flatMap(type -> Stream.concat(Stream.of(type.getDeclaredMethods()),
                Stream.of(type.getDeclaredFields()))).filter(EventTypeDescription::isKey).findFirst()
                .map(EventTypeDescription::accessible);
    }

    private static boolean isKey(AnnotatedElement element) {
        return element.isAnnotationPresent(EventKey.class)
                && !(element instanceof Method method && (method.isBridge() || method.getParameterCount() > 0));
    }

    private static <T extends AnnotatedElement & Member> Member accessible(T member) {
        if (member instanceof Method method) {
            method.setAccessible(true);
        } else if (member instanceof Field field) {
            field.setAccessible(true);
        }
        return member;
    }

    private EventTypeDescription expanded() {
        return Stream.of(topic, name, namespace).noneMatch(Expressions::areIn)
                ? this
                : new EventTypeDescription(type, expanded(topic), expanded(name), expanded(namespace), version, key);
    }

    private String expanded(String text) {
        return Expressions.expand(text, ConfigProvider.getConfig(), property -> {
            throw new IllegalStateException("@EventType of " + type.getName() + " needs the property " + property
                    + ", which is not set");
        });
    }

    /**
     * The topic.
     *
     * @return without the prefix; empty if the type has none
     */
    public String topic() {
        return topic;
    }

    /**
     * The name of the events.
     *
     * @return empty for an abstract type without one
     */
    public String name() {
        return name;
    }

    /**
     * The namespace of the events.
     *
     * @return empty if the type has none
     */
    public String namespace() {
        return namespace;
    }

    /**
     * The version of the class.
     *
     * @return 1 or more
     */
    public int version() {
        return version;
    }

    /** Starts an event of this type. */
    OutgoingEvent.Builder builder(Object payload) {
        OutgoingEvent.Builder builder = OutgoingEvent.builder(name).namespace(namespace).version(version).key(keyOf(payload))
                .payload(payload);
        return topic.isEmpty() ? builder : builder.topic(topic);
    }

    /** The key of an event; null if there is none. */
    private String keyOf(Object payload) {
        return key.map(member -> value(member, payload)).map(String::valueOf).orElse(null);
    }

    private Object value(Member member, Object payload) {
        try {
            return member instanceof Method method ? method.invoke(payload) : ((Field) member).get(payload);
        } catch (InvocationTargetException e) {
            throw unreadable(member, e.getCause());
        } catch (IllegalAccessException e) {
            throw unreadable(member, e);
        }
    }

    private IllegalArgumentException unreadable(Member member, Throwable cause) {
        return new IllegalArgumentException("The key of a " + type.getName() + " could not be read: " + member.getName()
                + " failed with " + cause, cause);
    }
}
