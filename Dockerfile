# The image from a rootfs tarball that ./build.sh made; by hand:
#   docker build --build-arg ROOTFS=build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz -t openlinux .
FROM scratch AS rootfs

# A local archive given to ADD is unpacked.
ARG ROOTFS
ADD ${ROOTFS} /

# For a build by hand: ./build.sh puts what config/ says in place of all that follows.
FROM rootfs

ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENTRYPOINT ["/sbin/init"]
CMD ["/bin/sh"]

# Last, so that another commit or date changes no layer.
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="OpenLinux" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
