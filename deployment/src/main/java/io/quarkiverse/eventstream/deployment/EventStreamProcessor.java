package io.quarkiverse.eventstream.deployment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.runtime.bus.BusBeans;
import io.quarkiverse.eventstream.runtime.bus.BusExtensions;
import io.quarkiverse.eventstream.runtime.bus.BusFactory;
import io.quarkiverse.eventstream.runtime.bus.BusLifecycle;
import io.quarkiverse.eventstream.runtime.bus.BusState;
import io.quarkiverse.eventstream.runtime.bus.EventStreamRecorder;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.bus.UnusedStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.console.NoneStreamProvider;
import io.quarkiverse.eventstream.runtime.console.StdoutStreamProvider;
import io.quarkiverse.eventstream.runtime.kafka.CdiClientEvents;
import io.quarkiverse.eventstream.runtime.kafka.KafkaStreamProvider;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;

/**
 * The bus itself: its beans, and a bean for each stream.
 */
class EventStreamProcessor {

    private static final Logger LOG = Logger.getLogger(EventStreamProcessor.class);

    static final String FEATURE = "eventstream";

    private static final DotName EVENT_STREAM = DotName.createSimple(EventStream.class);
    private static final DotName EVENT_STREAM_NAME = DotName.createSimple(EventStreamName.class);

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    void beans(BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<UnremovableBeanBuildItem> unremovable) {
        beans.produce(AdditionalBeanBuildItem.builder().setUnremovable()
                .addBeanClasses(BusBeans.class, BusExtensions.class, BusFactory.class, BusLifecycle.class, EventStreams.class,
                        KafkaStreamProvider.class,
                        CdiClientEvents.class, StdoutStreamProvider.class, NoneStreamProvider.class)
                .build());
        // Not a bean, but an annotation has to be indexed to be a qualifier.
        beans.produce(new AdditionalBeanBuildItem(EventStreamName.class));
        // Looked up by name at run time.
        unremovable.produce(UnremovableBeanBuildItem.beanTypes(StreamProvider.class));
    }

    @BuildStep
    void streamsAtInjectionPoints(BeanDiscoveryFinishedBuildItem discovery, BuildProducer<UsedStreamBuildItem> used) {
        for (InjectionPointInfo injectionPoint : discovery.getInjectionPoints()) {
            // The required type is the type argument of an Instance or a Provider.
            if (EVENT_STREAM.equals(injectionPoint.getRequiredType().name())) {
                used.produce(new UsedStreamBuildItem(streamName(injectionPoint), injectionPoint.getTargetInfo()));
            }
        }
    }

    private static String streamName(InjectionPointInfo injectionPoint) {
        return Optional.ofNullable(injectionPoint.getRequiredQualifier(EVENT_STREAM_NAME)).map(AnnotationInstance::value)
                .map(AnnotationValue::asString).orElse(EventStreamConfig.DEFAULT_STREAM);
    }

    @BuildStep
    void unknownStreamsAtInjectionPoints(List<UsedStreamBuildItem> used, BuildProducer<ValidationErrorBuildItem> errors) {
        ConfiguredStreams configured = ConfiguredStreams.ofBuild();
        for (UsedStreamBuildItem stream : used) {
            if (stream.isAtInjectionPoint() && !configured.isKnown(stream.getName())) {
                errors.produce(BuildErrors.of("@EventStreamName must name a stream that is configured, not \""
                        + stream.getName() + "\": " + stream.getInjectionPoint() + ". " + configured.remedy(stream.getName())));
            }
        }
    }

    @BuildStep
    void unusedStreams(List<UsedStreamBuildItem> used, BuildProducer<UnusedStreamBuildItem> unused) {
        Set<String> names = new TreeSet<>();
        used.forEach(stream -> names.add(stream.getName()));
        for (String name : ConfiguredStreams.ofBuild().unused(names)) {
            LOG.warn(UnusedStreams.warning(name, names));
            unused.produce(new UnusedStreamBuildItem(name));
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void streamBeans(List<UsedStreamBuildItem> used, EventStreamRecorder recorder,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        beans.produce(SyntheticBeanBuildItem.configure(BusState.class).scope(Singleton.class).runtimeValue(recorder.state())
                .unremovable().setRuntimeInit().done());
        TreeSet<String> names = new TreeSet<>(List.of(EventStreamConfig.DEFAULT_STREAM));
        used.forEach(stream -> names.add(stream.getName()));
        for (String name : names) {
            SyntheticBeanBuildItem.ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(EventStream.class)
                    // A normal scope, so that a test can replace the stream with a mock.
                    .scope(ApplicationScoped.class)
                    .addInjectionPoint(ClassType.create(EventStreams.class))
                    .createWith(recorder.stream(name))
                    // A stream with listeners only may still be looked up in code.
                    .unremovable()
                    .setRuntimeInit();
            if (EventStreamConfig.DEFAULT_STREAM.equals(name)) {
                bean.addQualifier(Default.class);
            } else {
                bean.addQualifier().annotation(EventStreamName.class).addValue("value", name).done();
            }
            beans.produce(bean.done());
        }
    }
}
