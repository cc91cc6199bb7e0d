; bpf_xdp_metadata_rx_hash; in mainline r2 is u32 *hash, r3 is enum xdp_rss_hash_type *type
                r4 = *(u64 *)(r1 + xdp_buff.rxq)
                r4 = *(u64 *)(r4 + xdp_rxq_info.dev)
                r5 = *(u64 *)(r4 + net_device.features)
                r5 >>= NETIF_F_RXHASH_BIT
                r5 &= 1
mainline:       w0 = -ENODATA
rfc:            r0 = 0
                if r5 == 0 goto end

                ; r1: the header in front of where data points now
                r5 = *(u8 *)(r4 + virtnet_netdev.info.hdr_len)  ; the driver's data lies behind the net_device
                r1 = *(u64 *)(r1 + xdp_buff.data)
                r1 -= r5

                ; w5: the type for the number in w4
                r4 = *(u16 *)(r1 + virtio_net_hdr_v1_hash.hash_report)
                w5 = XDP_RSS_TYPE_L3_IPV4
                if w4 == 1 goto hash
                w5 = XDP_RSS_TYPE_L4_IPV4_TCP
                if w4 == 2 goto hash
                w5 = XDP_RSS_TYPE_L4_IPV4_UDP
                if w4 == 3 goto hash
                w5 = XDP_RSS_TYPE_L3_IPV6
                if w4 == 4 goto hash
                w5 = XDP_RSS_TYPE_L4_IPV6_TCP
                if w4 == 5 goto hash
                w5 = XDP_RSS_TYPE_L4_IPV6_UDP
                if w4 == 6 goto hash
                w5 = XDP_RSS_TYPE_L3_IPV6_EX
                if w4 == 7 goto hash
                w5 = XDP_RSS_TYPE_L4_IPV6_TCP_EX
                if w4 == 8 goto hash
                w5 = XDP_RSS_TYPE_L4_IPV6_UDP_EX
                if w4 == 9 goto hash
                w5 = XDP_RSS_TYPE_NONE

hash:
mainline:       *(u32 *)(r3 + 0) = r5
mainline:       r4 = *(u16 *)(r1 + virtio_net_hdr_v1_hash.hash_value_hi)
mainline:       w4 <<= 16
mainline:       r5 = *(u16 *)(r1 + virtio_net_hdr_v1_hash.hash_value_lo)
mainline:       w4 |= w5
mainline:       *(u32 *)(r2 + 0) = r4
mainline:       w0 = 0
rfc:            r5 <<= 32
rfc:            r0 = r5
rfc:            r4 = *(u16 *)(r1 + virtio_net_hdr_v1_hash.hash_value_hi)
rfc:            r4 <<= 16
rfc:            r0 |= r4
rfc:            r4 = *(u16 *)(r1 + virtio_net_hdr_v1_hash.hash_value_lo)
rfc:            r0 |= r4
