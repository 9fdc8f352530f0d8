/// Tests of the decision log: round trip, crashes at every byte, alterations of every byte, disks that refuse.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.log;
