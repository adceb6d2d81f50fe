package io.quarkiverse.eventstream.deployment.channels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTransformation;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.deployment.ConfiguredStreams;
import io.quarkiverse.eventstream.deployment.UsedStreamBuildItem;
import io.quarkiverse.eventstream.deployment.payload.CanonicalType;
import io.quarkiverse.eventstream.deployment.payload.PayloadBuildItem;
import io.quarkiverse.eventstream.deployment.type.EventTypeBuildItem;
import io.quarkiverse.eventstream.deployment.type.PayloadEvents;
import io.quarkiverse.eventstream.runtime.channels.ChannelRecorder;
import io.quarkiverse.eventstream.runtime.channels.ConnectorCreator;
import io.quarkiverse.eventstream.runtime.channels.MethodChannels;
import io.quarkiverse.eventstream.runtime.channels.PayloadTypes;
import io.quarkiverse.eventstream.runtime.channels.TypedChannels;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AnnotationsTransformerBuildItem;
import io.quarkus.arc.deployment.BeanArchiveIndexBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/**
 * Channels with the bus's connector, if the service has SmallRye Reactive Messaging. Their classes are referenced by name, because their
 * dependencies are optional.
 */
class ChannelProcessor {

    private static final String RUNTIME = "io.quarkiverse.eventstream.runtime.channels.";
    private static final String EVENT_STREAM = "eventstream";
    private static final Map<String, DotName> CONNECTORS = Map.of(
            EVENT_STREAM, DotName.createSimple(RUNTIME + "EventStreamConnector"),
            "eventstream-stdout", DotName.createSimple(RUNTIME + "StdoutConnector"),
            "eventstream-none", DotName.createSimple(RUNTIME + "NoneConnector"));

    private static final DotName CONNECTOR = DotName
            .createSimple("org.eclipse.microprofile.reactive.messaging.spi.Connector");
    private static final DotName INBOUND = DotName.createSimple("io.smallrye.reactive.messaging.connector.InboundConnector");
    private static final DotName OUTBOUND = DotName.createSimple("io.smallrye.reactive.messaging.connector.OutboundConnector");
    private static final DotName RELOADS = DotName
            .createSimple("io.quarkus.smallrye.reactivemessaging.runtime.devmode.DevModeSupportConnectorFactory");
    /** Replaces other connectors in tests. */
    private static final String IN_MEMORY = "smallrye-in-memory";

    @BuildStep
    void beans(Capabilities capabilities, CombinedIndexBuildItem index, BuildProducer<AdditionalBeanBuildItem> beans,
            BuildProducer<SyntheticBeanBuildItem> syntheticBeans) {
        if (capabilities.isMissing(Capability.MESSAGING)) {
            return;
        }
        beans.produce(AdditionalBeanBuildItem.unremovableOf(RUNTIME + "Channels"));
        beans.produce(AdditionalBeanBuildItem.unremovableOf(RUNTIME + "ChannelListeners"));
        beans.produce(AdditionalBeanBuildItem.unremovableOf(RUNTIME + "EventConverter"));
        Set<String> visible = visibleConnectors(index.getIndex());
        CONNECTORS.forEach((name, type) -> {
            if (visible.contains(name)) {
                beans.produce(AdditionalBeanBuildItem.unremovableOf(type.toString()));
            } else {
                syntheticBeans.produce(hiddenConnector(name, type));
            }
        });
    }

    /**
     * The connectors that Quarkus knows at build time: it gives a channel without a connector the only known one. So a service without
     * other connectors gets {@code eventstream}, and a service with another one gets that, as without this extension, unless it names one
     * of these connectors.
     */
    private static Set<String> visibleConnectors(IndexView index) {
        Set<String> visible = new TreeSet<>(ConfiguredChannels.connectors());
        visible.retainAll(CONNECTORS.keySet());
        boolean others = index.getAnnotations(CONNECTOR).stream().map(AnnotationInstance::value)
                .anyMatch(name -> !IN_MEMORY.equals(name.asString()));
        return visible.isEmpty() && !others ? Set.of(EVENT_STREAM) : visible;
    }

    /** Runtime configuration can still choose it: Quarkus only considers classes of beans, SmallRye all beans. */
    private static SyntheticBeanBuildItem hiddenConnector(String name, DotName type) {
        return SyntheticBeanBuildItem.configure(type).scope(Singleton.class)
                .types(ClassType.create(INBOUND), ClassType.create(OUTBOUND))
                .addQualifier().annotation(CONNECTOR).addValue("value", name).done()
                .addInjectionPoint(ClassType.create(DotName.createSimple(RUNTIME + "Channels")))
                .creator(ConnectorCreator.class).param(ConnectorCreator.NAME, name)
                .unremovable().done();
    }

    /**
     * In dev mode, Quarkus lets the messages of all connectors trigger reloads, and delays the message that does: its invocation would not
     * end, and the stop of the application, which is part of the reload, would wait for it. The bus triggers reloads before the invocation.
     */
    @BuildStep(onlyIf = IsDevelopment.class)
    AnnotationsTransformerBuildItem noReloadWithinInvocations() {
        return new AnnotationsTransformerBuildItem(AnnotationTransformation.forClasses()
                // After the step that adds it.
                .priority(AnnotationTransformation.DEFAULT_PRIORITY_VALUE - 1)
                .whenClass(type -> CONNECTORS.containsValue(type.name()))
                .transform(type -> type.remove(annotation -> RELOADS.equals(annotation.name()))));
    }

    @BuildStep
    void streamsAndPayloads(Capabilities capabilities, BeanArchiveIndexBuildItem index, CombinedIndexBuildItem classes,
            BuildProducer<UsedStreamBuildItem> usedStreams, BuildProducer<PayloadBuildItem> payloads,
            BuildProducer<EventTypeBuildItem> eventTypes) {
        if (capabilities.isMissing(Capability.MESSAGING)) {
            return;
        }
        List<ChannelUse> uses = ChannelUse.in(index.getIndex()).stream().filter(ChannelProcessor::mayBeOurs).toList();
        if (uses.isEmpty()) {
            return;
        }
        usedStreams.produce(new UsedStreamBuildItem(EventStreamConfig.DEFAULT_STREAM));
        ConfiguredStreams configured = ConfiguredStreams.ofBuild();
        // Invalid ones fail the start, which reports all problems of a channel.
        ConfiguredChannels.streams().stream().filter(configured::isKnown)
                .forEach(stream -> usedStreams.produce(new UsedStreamBuildItem(stream)));
        for (ChannelUse use : uses) {
            use.payloads().stream().flatMap(type -> PayloadEvents.of(type.name(), classes.getComputingIndex()).types().stream())
                    .forEach(type -> eventTypes.produce(new EventTypeBuildItem(type)));
            for (Type type : use.types()) {
                payloads.produce(new PayloadBuildItem(type, "The channel \"" + use.channel() + "\"", use.place()));
            }
        }
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void genericPayloads(Capabilities capabilities, BeanArchiveIndexBuildItem index, ChannelRecorder recorder,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        if (capabilities.isMissing(Capability.MESSAGING)) {
            return;
        }
        Map<String, List<String>> canonical = new TreeMap<>();
        ChannelUse.in(index.getIndex()).stream().filter(ChannelProcessor::mayBeOurs)
                .forEach(use -> use.genericPayloads().forEach(type -> canonical
                        .computeIfAbsent(use.channel(), channel -> new ArrayList<>()).add(CanonicalType.of(type))));
        beans.produce(SyntheticBeanBuildItem.configure(PayloadTypes.class).scope(Singleton.class)
                .addInjectionPoint(ClassType.create(ObjectMapper.class)).createWith(recorder.payloadTypes(canonical)).done());
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void typedChannels(Capabilities capabilities, BeanArchiveIndexBuildItem beans, CombinedIndexBuildItem classes,
            ChannelRecorder recorder, BuildProducer<SyntheticBeanBuildItem> typed) {
        if (capabilities.isMissing(Capability.MESSAGING)) {
            return;
        }
        Map<String, Set<PayloadEvents>> found = new TreeMap<>();
        ChannelUse.in(beans.getIndex()).stream().filter(ChannelUse::isIncoming).filter(ChannelProcessor::mayBeOurs)
                .forEach(use -> found.computeIfAbsent(use.channel(), channel -> new HashSet<>())
                        .add(use.payloads().stream().map(type -> PayloadEvents.of(type.name(), classes.getComputingIndex()))
                                .filter(events -> !events.types().isEmpty()).findFirst().orElse(PayloadEvents.NONE)));
        // A channel with several consumers may have several types: then its configuration says which events it gets.
        found.values().removeIf(events -> events.size() > 1 || events.contains(PayloadEvents.NONE));
        Map<String, TypedChannels.Written> byChannel = new HashMap<>();
        found.forEach((channel, all) -> {
            PayloadEvents events = all.iterator().next();
            byChannel.put(channel, new TypedChannels.Written(events.topic(), events.namespace(), events.classNames()));
        });
        typed.produce(SyntheticBeanBuildItem.configure(TypedChannels.class).scope(Singleton.class)
                .addInjectionPoint(ClassType.create(ObjectMapper.class)).addInjectionPoint(ClassType.create(Config.class))
                .createWith(recorder.typedChannels(byChannel)).done());
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void postProcessedMethods(Capabilities capabilities, BeanArchiveIndexBuildItem index, ChannelRecorder recorder,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        if (capabilities.isPresent(Capability.MESSAGING)) {
            beans.produce(SyntheticBeanBuildItem.configure(MethodChannels.class).scope(Singleton.class)
                    .supplier(recorder.methodChannels(PostProcessedMethods.in(index.getIndex()))).done());
        }
    }

    private static boolean mayBeOurs(ChannelUse use) {
        String connector = ConfiguredChannels.connector(use.direction(), use.channel());
        return connector.isEmpty() || CONNECTORS.containsKey(connector) || IN_MEMORY.equals(connector);
    }
}
