package dev.socle.messaging.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In XDR, a list in the form that C gives to linked lists: true before each element, false behind the last. It takes no
 * depth, unlike a record that holds the next one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface XdrLinked {}
